using System.Text;
using FiveSocieties.Tests.Messaging;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.Messaging.South;
using FiveSocieties.Tests.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace FiveSocieties.Tests.RealParts;

/// <summary>The promises of saying and hearing, on PostgreSQL with the in-memory bus.</summary>
public sealed class PostgresInMemoryTests : MessagingSpec
{
    public override async Task InitializeAsync()
    {
        var server = await RealPostgres.Shared;
        Settings["Database"] = "PostgreSQL";
        Settings["ConnectionStrings:North"] = await server.NewDatabase();
        Settings["ConnectionStrings:South"] = await server.NewDatabase();
    }

    public override Task DisposeAsync() => Task.CompletedTask;

    protected override async Task PutAside(Villages villages, int count)
    {
        await Patiently.Until("deliveries are parked", async () =>
            await villages.In<NorthDb, int>(db => db.ParkedDeliveries.CountAsync())
            + await villages.In<SouthDb, int>(db => db.ParkedDeliveries.CountAsync()) == count);
        await villages.Quiet();
    }
}

/// <summary>The same on SQLite and RabbitMQ: one small service beside others.</summary>
public sealed class SqliteRabbitMqTests : MessagingSpec
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("messaging-");
    private RealRabbitMq broker = null!;
    private Uri host = null!;

    public override async Task InitializeAsync()
    {
        broker = await RealRabbitMq.Shared;
        host = await broker.NewVirtualHost();
        Settings["Data"] = folder.FullName;
        Settings["Bus"] = "RabbitMQ";
        Settings["RabbitMQ:Uri"] = host.ToString();
    }

    public override Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>
    /// A delivery in an error queue says nothing of what an exception said: it may hold personal data.
    /// </summary>
    protected override async Task PutAside(Villages villages, int count)
    {
        await using var connection = await new ConnectionFactory { Uri = host }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var held = new List<BasicGetResult>();
        await Patiently.Until("deliveries are put aside", async () =>
        {
            foreach (var queue in (await broker.Ask(host, "queues")).EnumerateArray())
                if (queue.GetProperty("name").GetString() is { } name
                    && name.EndsWith("-errors", StringComparison.Ordinal)
                    && await channel.MessageCountAsync(name) > 0 // 0 too while its leader is not there yet
                    && await channel.BasicGetAsync(name, autoAck: false) is { } delivery)
                    held.Add(delivery);
            return held.Count == count;
        });
        var headers = held.SelectMany(delivery => delivery.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .Select(header => $"{header.Key}: {(header.Value is byte[] text ? Encoding.UTF8.GetString(text) : "")}");
        Assert.DoesNotContain(headers, header => header.Contains("must not leak", StringComparison.Ordinal));
    }
}
