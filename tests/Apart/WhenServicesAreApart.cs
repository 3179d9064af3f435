using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>The data of one installation.</summary>
public sealed class Installation : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("five-apart-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>A process for each service, RabbitMQ and PostgreSQL between them, the gateway before them.</summary>
public sealed class WhenServicesAreApart(Installation installation) : IClassFixture<Installation>
{
    [Fact]
    public async Task A_whistle_reaches_its_credit_though_a_service_is_killed()
    {
        await using var set = await LocalSet.Start(installation.Folder, replicas: 1);
        await Whistles.Ready(set);
        var whistle = Guid.CreateVersion7();
        await Whistles.Raise(set, whistle, people: 4);
        await set.Kill("SocialWork-1");

        await Whistles.Closed(set, whistle);
        await new Books(set.Get, Demonstration.Community).Balance([whistle], needed: 4);
    }
}
