using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>It cannot be solved now: nobody is kept waiting for the review.</summary>
public sealed class OnWhistleDeferred(SocialWorkDb db) : IConsumer<WhistleDeferred>
{
    public async Task Consume(ConsumeContext<WhistleDeferred> context)
    {
        var heard = context.Message;
        if (await db.Newest(heard.WhistleId, heard.Round, context, isOver: true) is { } linkage)
            db.Tell(linkage, linkage.Release("deferred", db.Now));
    }
}
