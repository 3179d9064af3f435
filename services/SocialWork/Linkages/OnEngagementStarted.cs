using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>A helper has begun: with the first one the linkage is in service.</summary>
public sealed class OnEngagementStarted(SocialWorkDb db) : IConsumer<EngagementStarted>
{
    public Task Consume(ConsumeContext<EngagementStarted> context) =>
        db.Hear(context.Message.InvitationId, InvitationMove.Start, context);
}
