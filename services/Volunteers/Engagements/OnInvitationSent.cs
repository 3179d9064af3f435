using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.Volunteers;

/// <summary>SocialWork asks one of the volunteers.</summary>
public sealed class OnInvitationSent(VolunteersDb db) : IConsumer<InvitationSent>
{
    public Task Consume(ConsumeContext<InvitationSent> context) => context.Message.Society == db.Society
        ? db.Ask(context.Message, context.Community())
        : Task.CompletedTask;
}
