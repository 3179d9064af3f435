using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;
using Xunit.Abstractions;

namespace FiveSocieties.Tests.Apart;

/// <summary>The platform with two replicas of each service.</summary>
public sealed class TwoReplicas : IAsyncLifetime
{
    private readonly Installation installation = new();

    public LocalSet Set { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Set = await LocalSet.Start(installation.Folder, replicas: 2);
        await Whistles.Ready(Set);
    }

    public async Task DisposeAsync()
    {
        await Set.DisposeAsync();
        installation.Dispose();
    }
}

/// <summary>One of two replicas dies or, as a new version is rolled out, one after the other is told to end and starts again:
/// partners go on, and needs are answered.</summary>
public sealed class WhenServicesAreRestarted(TwoReplicas replicas, ITestOutputHelper output) : IClassFixture<TwoReplicas>
{
    private readonly LocalSet set = replicas.Set;

    [Fact]
    public async Task A_whistle_reaches_its_credit_though_a_replica_is_killed()
    {
        var whistle = Guid.CreateVersion7();
        await Whistles.Raise(set, whistle, people: 4, inDays: 9);
        await set.Kill("Volunteers-2");

        await Whistles.Closed(set, whistle);
        await new Books(set.Get, Demonstration.Community).Balance([whistle], needed: 4);
    }

    [Fact]
    public async Task No_request_fails_and_every_need_reaches_its_credit()
    {
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
