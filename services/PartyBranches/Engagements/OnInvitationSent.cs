using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.PartyBranches;

/// <summary>SocialWork asks one of the members.</summary>
public sealed class OnInvitationSent(PartyBranchesDb db) : IConsumer<InvitationSent>
{
    public Task Consume(ConsumeContext<InvitationSent> context) => context.Message.Society == db.Society
        ? db.Ask(context.Message, context.Community())
        : Task.CompletedTask;
}
