using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.ResidentUnits;

/// <summary>SocialWork asks one of the units' people, or for one of their things.</summary>
public sealed class OnInvitationSent(ResidentUnitsDb db) : IConsumer<InvitationSent>
{
    public Task Consume(ConsumeContext<InvitationSent> context) => context.Message.Society == db.Society
        ? db.Ask(context.Message, context.Community())
        : Task.CompletedTask;
}
