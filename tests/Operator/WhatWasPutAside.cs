using System.Text;
using FiveSocieties.Tests.Messaging;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;
using RabbitMQ.Client;

namespace FiveSocieties.Tests.Operator;

/// <summary>In the form of Standalone: files, and the bus in memory.</summary>
public sealed class PutAsideInFiles : PutAsideSpec
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-operator-").FullName;

    protected override string[] Where => ["--data", folder];

    protected override string Deliveries => "South deliveries";

    public override Task InitializeAsync()
    {
        Settings["Data"] = folder;
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>In the distributed form: PostgreSQL and RabbitMQ.</summary>
public sealed class PutAsideOnServers : PutAsideSpec
{
    private Uri host = null!;

    protected override string[] Where =>
    [
        "--ConnectionStrings:North", Settings["ConnectionStrings:North"]!, "--RabbitMQ:Uri", $"{host}",
        "--ConnectionStrings:South", Settings["ConnectionStrings:South"]!,
    ];

    protected override string Deliveries => "South south-errors";

    public override async Task InitializeAsync()
    {
        var server = await RealPostgres.Shared;
        host = await (await RealRabbitMq.Shared).NewVirtualHost();
        Settings["Database"] = "PostgreSQL";
        Settings["ConnectionStrings:North"] = await server.NewDatabase();
        Settings["ConnectionStrings:South"] = await server.NewDatabase();
        Settings["Bus"] = "RabbitMQ";
        Settings["RabbitMQ:Uri"] = host.ToString();
    }

    public override Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_nobody_heard_goes_to_whoever_hears_it_by_now()
    {
        await using var villages = await Villages.Start(Settings);
        await villages.In<NorthDb, int>(db =>
        {
            var bell = new TowerBell();
            db.Bells.Add(bell);
            db.Publish(bell, new BellCracked(bell.Id));
            return db.SaveChangesAsync();
        });
        await IsListed("North unheard: 1", "nobody is bound to it");
        await Say("replay", "--all", "--why", "nobody yet");
        await IsListed("North unheard: 1", "nobody is bound to it");

        await using var connection = await new ConnectionFactory { Uri = host }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("late", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("late", $"{typeof(BellCracked).Namespace}:{nameof(BellCracked)}", "");
        await Say("replay", "--all", "--why", "somebody is bound");
        Assert.Contains("Nothing is put aside.", await Say("list"));
        Assert.Equal(1u, await channel.MessageCountAsync("late"));
    }

    [Fact]
    public async Task What_was_delivered_in_vain_too_often_goes_back_to_its_queue()
    {
        Settings["Messaging:DeliveryLimit"] = "2";
        await using (var villages = await Villages.Start(Settings))
        {
            await villages.Ring("first");
            await villages.BothHear("first");
        }

        await using var connection = await new ConnectionFactory { Uri = host }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", "south-on-bell-rung", true,
            new BasicProperties { Persistent = true, MessageId = "odd" }, Encoding.UTF8.GetBytes("{}"));
        await Patiently.Until("a dead letter", async () =>
        {
            if (await channel.BasicGetAsync("south-on-bell-rung", autoAck: false) is { } delivered)
                await channel.BasicNackAsync(delivered.DeliveryTag, multiple: false, requeue: true);
            return (await Say("list")).Contains("North dead-letters: 1\n");
        });
        Assert.Contains("for south-on-bell-rung", await Say("show", "odd"));
        await Say("replay", "odd", "--why", "by hand");
        Assert.NotNull(await channel.BasicGetAsync("south-on-bell-rung", autoAck: true));
        Assert.Contains("Nothing is put aside.", await Say("list"));
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_done()
    {
        await using var villages = await Villages.Start(Settings);
        villages.Script.Failures["southhopeless"] = int.MaxValue;
        await villages.Ring("hopeless");
        await IsListed("South south-errors: 1", "InvalidOperationException");
        await villages.In<NorthDb, int>(db =>
        {
            var bell = new TowerBell();
            db.Bells.Add(bell);
            db.Publish(bell, new BellCracked(bell.Id));
            return db.SaveChangesAsync();
        });
        await IsListed("North unheard: 1", "nobody is bound to it");
        var refusal = await Ask.Refused("discard", "--all", "--why", "no database", "--RabbitMQ:Uri", $"{host}");
        Assert.Contains("ConnectionStrings", refusal);
        Assert.Contains("2 put aside.", await Say("list"));
    }
}
