using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>A helper has finished: with the last one the linkage is served.</summary>
public sealed class OnEngagementFinished(SocialWorkDb db) : IConsumer<EngagementFinished>
{
    public Task Consume(ConsumeContext<EngagementFinished> context) =>
        db.Hear(
            context.Message.InvitationId, InvitationMove.Finish, context, context.Message.Minutes,
            context.Message.Client, round: context.Message.Round);
}
