using FiveSocieties.Events;
using FiveSocieties.SocialWork;
using FiveSocieties.Tests.Engagements;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.SocialWork;

public sealed class EngagementMovesTests() : EveryEngagementMove<SocialWorkDb>(Society.SocialWork)
{
    protected override ServiceHost<SocialWorkDb> NewHost() => new Town();

    protected override async Task<(Guid Helper, string Path)> AHelper(ServiceHost<SocialWorkDb> host)
    {
        var worker = await ((Town)host).ALinker();
        return (worker, $"/api/v1/social-workers/{worker}");
    }
}
