using FiveSocieties.Tests.RealParts.Parcels;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.RealParts;

public sealed class BrokerAwayTests
{
    [Fact]
    public async Task Without_a_broker_the_service_starts_answers_and_keeps_what_it_says()
    {
        await using var broker = await RealRabbitMq.StartOwn();
        var at = await broker.NewVirtualHost();
        await broker.Stop();

        await using var host = await ParcelHost.Start(at);
        var sent = new[] { await host.Send(), await host.Send() };
        Assert.Equal("Degraded", await host.Health());
        Assert.Equal(2, await host.Look(db => db.Outbox.CountAsync()));

        await broker.StartAgain();
        await host.HasAllOnce(sent);
        await host.IsHealthy();
    }

    [Fact]
    public async Task After_a_broker_was_killed_the_outbox_drains()
    {
        await using var broker = await RealRabbitMq.StartOwn();
        await using var host = await ParcelHost.Start(
            await broker.NewVirtualHost(), await (await RealPostgres.Shared).NewDatabase());
        await host.IsHealthy();
        var sent = new List<Guid>(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Send())));

        await broker.Stop();
        sent.AddRange(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Send())));
        await Patiently.Until("degraded", async () => await host.Health() == "Degraded");

        await broker.StartAgain();
        sent.Add(await host.Send());
        await host.HasAllOnce(sent);
        await host.IsHealthy();
    }
}
