using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.Volunteers;

/// <summary>SocialWork takes an invitation to one of the volunteers back.</summary>
public sealed class OnInvitationWithdrawn(VolunteersDb db) : IConsumer<InvitationWithdrawn>
{
    public Task Consume(ConsumeContext<InvitationWithdrawn> context) => context.Message.Society == db.Society
        ? db.Withdraw(context.Message, context.Community())
        : Task.CompletedTask;
}
