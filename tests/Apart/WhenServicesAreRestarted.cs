using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;
using Xunit.Abstractions;

namespace FiveSocieties.Tests.Apart;

/// <summary>A new version is rolled out: each service has two replicas, of which one at a time is told to end and starts
/// again, while partners go on and needs are answered.</summary>
public sealed class WhenServicesAreRestarted(Installation installation, ITestOutputHelper output) : IClassFixture<Installation>
{
    [Fact]
    public async Task No_request_fails_and_every_need_reaches_its_credit()
    {
        await using var set = await LocalSet.Start(installation.Folder, replicas: 2);
        await Whistles.Ready(set);
        await using var load = new SteadyLoad(set.Address);
        List<Guid> whistles = [];

        foreach (var replica in set.Processes.Where(name => name.EndsWith("-1") || name.EndsWith("-2")))
        {
            if (replica.EndsWith("-1"))
            {
                whistles.Add(Guid.CreateVersion7());
                await Whistles.Raise(set, whistles[^1], people: 2, inDays: whistles.Count);
            }

            var before = load.Answered;
            Assert.Equal(0, await set.Restart(replica));
            output.WriteLine($"{replica}: {load.Answered - before} requests answered meanwhile");
        }

        await load.Stop();
        output.WriteLine(load.Failures);
        Assert.Equal("", load.Failures);
        Assert.Equal(16, whistles.Count * 2);
        foreach (var whistle in whistles)
            await Whistles.Closed(set, whistle);
        await new Books(set.Get, Demonstration.Community).Balance(whistles, needed: 2);
    }
}
