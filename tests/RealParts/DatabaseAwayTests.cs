using FiveSocieties.Tests.RealParts.Parcels;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.RealParts;

public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task Without_its_database_it_is_not_ready_lives_on_and_recovers_by_itself()
    {
        await using var server = await RealPostgres.StartOwn();
        await using var host = await ParcelHost.Start(
            await (await RealRabbitMq.Shared).NewVirtualHost(), await server.NewDatabase());
        await host.IsHealthy();
        var sent = new List<Guid> { await host.Send() };
        await host.HasAllOnce(sent);

        await server.Stop();
        Assert.Equal((200, 503), await host.Probe());
        Assert.Equal((503, "server.database-away"), await host.IsRefused());
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.Equal((200, 503), await host.Probe());

        await server.StartAgain();
        await Patiently.Until("ready again", async () => await host.Probe() == (200, 200));
        sent.Add(await host.Send());
        await host.HasAllOnce(sent);
    }

    [Fact]
    public async Task A_reaction_waits_for_its_database_instead_of_failing()
    {
        await using var server = await RealPostgres.StartOwn();
        await using var host = await ParcelHost.Start(
            await (await RealRabbitMq.Shared).NewVirtualHost(), await server.NewDatabase());
        await host.IsHealthy();
        var sent = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.Send()));
        await server.Stop(); // some are on their way
        await Task.Delay(TimeSpan.FromSeconds(3));
        await server.StartAgain();
        await host.HasAllOnce(sent);
        await host.NothingIsPutAside();
    }
}
