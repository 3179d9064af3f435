using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Nobody answered in time: another one is looked for.</summary>
public sealed class OnInvitationExpired(SocialWorkDb db) : IConsumer<InvitationExpired>
{
    public Task Consume(ConsumeContext<InvitationExpired> context) =>
        db.Hear(context.Message.InvitationId, InvitationMove.Expire, context);
}
