using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The clocks run again: help is looked for where it stopped.</summary>
public sealed class OnWhistleResumed(SocialWorkDb db) : IConsumer<WhistleResumed>
{
    public async Task Consume(ConsumeContext<WhistleResumed> context)
    {
        var heard = context.Message;
        if (await db.Newest(heard.WhistleId, heard.Round, context) is { } linkage)
            linkage.Resume(db.Now);
    }
}
