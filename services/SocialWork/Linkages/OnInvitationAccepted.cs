using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Somebody comes: the line fills, the linkage may form, the surplus is thanked.</summary>
public sealed class OnInvitationAccepted(SocialWorkDb db) : IConsumer<InvitationAccepted>
{
    public Task Consume(ConsumeContext<InvitationAccepted> context) =>
        db.Hear(context.Message.InvitationId, InvitationMove.Accept, context);
}
