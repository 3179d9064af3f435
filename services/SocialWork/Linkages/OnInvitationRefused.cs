using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The owner did not pass it on: another one is looked for.</summary>
public sealed class OnInvitationRefused(SocialWorkDb db) : IConsumer<InvitationRefused>
{
    public Task Consume(ConsumeContext<InvitationRefused> context) =>
        db.Hear(context.Message.InvitationId, InvitationMove.Refuse, context);
}
