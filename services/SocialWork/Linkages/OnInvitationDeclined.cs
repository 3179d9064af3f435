using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Somebody cannot: another one is looked for, or the same for another time.</summary>
public sealed class OnInvitationDeclined(SocialWorkDb db) : IConsumer<InvitationDeclined>
{
    public Task Consume(ConsumeContext<InvitationDeclined> context) =>
        db.Hear(context.Message.InvitationId, InvitationMove.Decline, context, reason: context.Message.Reason);
}
