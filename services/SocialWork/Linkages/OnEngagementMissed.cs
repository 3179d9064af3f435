using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Somebody who had accepted did not come: another one is looked for, also while others serve.</summary>
public sealed class OnEngagementMissed(SocialWorkDb db) : IConsumer<EngagementMissed>
{
    public Task Consume(ConsumeContext<EngagementMissed> context) =>
        db.Hear(context.Message.InvitationId, InvitationMove.Miss, context);
}
