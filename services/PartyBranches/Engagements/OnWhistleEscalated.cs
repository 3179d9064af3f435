using FiveSocieties.Calls;
using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.PartyBranches;

/// <summary>The whistle is with the sub-district: its open calls come down until it is blown again.</summary>
public sealed class OnWhistleEscalated(PartyBranchesDb db) : IConsumer<WhistleEscalated>
{
    public Task Consume(ConsumeContext<WhistleEscalated> context) => db.HandUp(context.Message);
}
