using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>A thing was provided: it counts as begun and finished in one, without minutes.</summary>
public sealed class OnEngagementDelivered(SocialWorkDb db) : IConsumer<EngagementDelivered>
{
    public Task Consume(ConsumeContext<EngagementDelivered> context) =>
        db.Hear(
            context.Message.InvitationId, InvitationMove.Finish, context, client: context.Message.Client,
            round: context.Message.Round);
}
