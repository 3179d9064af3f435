using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Tests.Engagements;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.ResidentUnits;

public sealed class EngagementMovesTests() : EveryEngagementMove<ResidentUnitsDb>(Society.ResidentUnits)
{
    protected override ServiceHost<ResidentUnitsDb> NewHost() => new ResidentUnitsHost();

    protected override async Task<(Guid Helper, string Path)> AHelper(ServiceHost<ResidentUnitsDb> host)
    {
        var unit = await ((ResidentUnitsHost)host).AUnit();
        return (await ((ResidentUnitsHost)host).AServicePerson(unit), $"/api/v1/units/{unit}");
    }
}
