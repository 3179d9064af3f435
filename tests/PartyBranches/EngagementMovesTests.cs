using FiveSocieties.Events;
using FiveSocieties.PartyBranches;
using FiveSocieties.Tests.Engagements;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.PartyBranches;

public sealed class EngagementMovesTests() : EveryEngagementMove<PartyBranchesDb>(Society.PartyBranches)
{
    protected override ServiceHost<PartyBranchesDb> NewHost() => new PartyBranchesHost();

    protected override async Task<(Guid Helper, string Path)> AHelper(ServiceHost<PartyBranchesDb> host)
    {
        var member = await ((PartyBranchesHost)host).AMember();
        return (member, $"/api/v1/members/{member}");
    }
}
