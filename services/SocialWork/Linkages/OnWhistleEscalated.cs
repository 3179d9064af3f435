using FiveSocieties.Calls;
using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The whistle is with the sub-district: nobody further is called or asked in this round.</summary>
public sealed class OnWhistleEscalated(SocialWorkDb db) : IConsumer<WhistleEscalated>
{
    public async Task Consume(ConsumeContext<WhistleEscalated> context)
    {
        var heard = context.Message;
        await db.HandUp(heard);
        await db.ForgetOffers(heard.WhistleId, heard.Round);
        if (await db.Newest(heard.WhistleId, heard.Round, context, isOver: true) is { } linkage)
            db.Tell(linkage, linkage.HandUp(db.Now));
    }
}
