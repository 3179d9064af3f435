using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The clocks stand still: nobody is looked for, and no time to answer runs.</summary>
public sealed class OnWhistlePaused(SocialWorkDb db) : IConsumer<WhistlePaused>
{
    public async Task Consume(ConsumeContext<WhistlePaused> context)
    {
        var heard = context.Message;
        if (await db.Newest(heard.WhistleId, heard.Round, context, isPaused: true) is { } linkage)
            db.Tell(linkage, linkage.Pause(db.Now));
    }
}
