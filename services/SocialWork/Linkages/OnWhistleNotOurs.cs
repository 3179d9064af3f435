using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Another body is answerable: whoever is asked or on the way is thanked.</summary>
public sealed class OnWhistleNotOurs(SocialWorkDb db) : IConsumer<WhistleNotOurs>
{
    public async Task Consume(ConsumeContext<WhistleNotOurs> context)
    {
        var heard = context.Message;
        if (await db.Newest(heard.WhistleId, heard.Round, context, isOver: true) is { } linkage)
            db.Tell(linkage, linkage.Release("not-ours", db.Now));
    }
}
