using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>The data of one installation, which the tests go on with.</summary>
public sealed class Installation : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("five-apart-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>A process for each service, RabbitMQ and PostgreSQL between them, the gateway before them.</summary>
public sealed class WhenServicesAreApart(Installation installation) : IClassFixture<Installation>
{
    [Theory]
    [InlineData(1, "SocialWork-1")]
    [InlineData(2, "Volunteers-2")]
    public async Task A_whistle_reaches_its_credit_though_a_service_is_killed(int replicas, string victim)
    {
        await using var set = await LocalSet.Start(installation.Folder, replicas);
        await Whistles.Ready(set);
        var whistle = Guid.CreateVersion7();
        await Whistles.Raise(set, whistle, people: 4);
        await set.Kill(victim);

        await Whistles.Closed(set, whistle);
        await new Books(set.Get, Demonstration.Community).Balance([whistle], needed: 4);
    }
}
