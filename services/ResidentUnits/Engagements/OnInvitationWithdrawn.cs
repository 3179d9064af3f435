using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.ResidentUnits;

/// <summary>SocialWork takes an invitation to one of the units' people, or for one of their things, back.</summary>
public sealed class OnInvitationWithdrawn(ResidentUnitsDb db) : IConsumer<InvitationWithdrawn>
{
    public Task Consume(ConsumeContext<InvitationWithdrawn> context) => context.Message.Society == db.Society
        ? db.Withdraw(context.Message, context.Community())
        : Task.CompletedTask;
}
