using FiveSocieties.Tests.RealParts.Parcels;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.RealParts;

public sealed class DeliveryTests
{
    [Theory]
    [InlineData("Sqlite", "InMemory")]
    [InlineData("Sqlite", "RabbitMQ")]
    [InlineData("PostgreSQL", "InMemory")]
    [InlineData("PostgreSQL", "RabbitMQ")]
    public async Task What_is_saved_arrives_once_with_its_envelope(string database, string bus)
    {
        await using var host = await ParcelHost.Start(
            bus == "RabbitMQ" ? await (await RealRabbitMq.Shared).NewVirtualHost() : null,
            database == "PostgreSQL" ? await (await RealPostgres.Shared).NewDatabase() : null);
        var sent = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => host.Send()));
        await host.HasAllOnce(sent);
        var envelopes = await host.Look(db => db.Arrivals.Select(x => x.Envelope).Distinct().ToListAsync());
        Assert.Equal(["510104001001 1"], envelopes);
    }
}
