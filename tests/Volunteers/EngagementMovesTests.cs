using FiveSocieties.Events;
using FiveSocieties.Volunteers;
using FiveSocieties.Tests.Engagements;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Volunteers;

public sealed class EngagementMovesTests() : EveryEngagementMove<VolunteersDb>(Society.Volunteers)
{
    protected override ServiceHost<VolunteersDb> NewHost() => new VolunteersHost();

    protected override async Task<(Guid Helper, string Path)> AHelper(ServiceHost<VolunteersDb> host)
    {
        var volunteer = await ((VolunteersHost)host).AVolunteer();
        return (volunteer, $"/api/v1/volunteers/{volunteer}");
    }
}
