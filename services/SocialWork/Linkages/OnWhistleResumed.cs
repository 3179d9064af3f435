using FiveSocieties.Events;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The clocks run again: who offered meanwhile is invited, and help is looked for where it stopped.</summary>
public sealed class OnWhistleResumed(SocialWorkDb db, IOptions<LinkageOptions> options) : IConsumer<WhistleResumed>
{
    public async Task Consume(ConsumeContext<WhistleResumed> context)
    {
        var heard = context.Message;
        if (await db.Newest(heard.WhistleId, heard.Round, context) is not { } linkage)
            return;
        linkage.Resume(db.Now);
        await db.TakeOffers(linkage, options.Value);
    }
}
