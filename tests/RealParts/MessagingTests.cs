using FiveSocieties.Messaging;
using FiveSocieties.Storage;
using FiveSocieties.Tests.Messaging;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.Messaging.South;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FiveSocieties.Tests.RealParts;

/// <summary>The same promises on PostgreSQL and RabbitMQ.</summary>
public sealed class MessagingTests : MessagingSpec
{
    private RealRabbitMq broker = null!;
    private Uri host = null!;

    public override async Task InitializeAsync()
    {
        broker = await RealRabbitMq.Shared;
        host = await broker.NewVirtualHost();
        await UseRealParts(Settings, host);
    }

    public override Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools(); // the server has room for 200
        return Task.CompletedTask;
    }

    /// <summary>Settings of two services with a database each and one broker.</summary>
    internal static async Task UseRealParts(Dictionary<string, string?> settings, Uri host)
    {
        var server = await RealPostgres.Shared;
        settings["Database"] = "PostgreSQL";
        settings["ConnectionStrings:North"] = await server.NewDatabase();
        settings["ConnectionStrings:South"] = await server.NewDatabase();
        settings["Bus"] = "RabbitMQ";
        settings["RabbitMQ:Uri"] = host.ToString();
    }

    [Fact]
    public async Task Queues_outlive_a_node_and_lose_nothing()
    {
        await using var villages = await Villages.Start(Settings);
        await villages.Ring("ding");
        await villages.BothHear("ding");
        var queue = await broker.Ask(host, "queues", "south-on-bell-rung");
        var arguments = queue.GetProperty("arguments");
        Assert.Equal("quorum", arguments.GetProperty("x-queue-type").GetString());
        Assert.Equal(20, arguments.GetProperty("x-delivery-limit").GetInt32());
        Assert.Equal("at-least-once", arguments.GetProperty("x-dead-letter-strategy").GetString());
        Assert.Equal("reject-publish", arguments.GetProperty("x-overflow").GetString());
        Assert.Equal(HouseBus.DeadLetters, arguments.GetProperty("x-dead-letter-exchange").GetString());
        Assert.True(queue.GetProperty("durable").GetBoolean());
        Assert.True((await broker.Ask(host, "queues", HouseBus.DeadLetters)).GetProperty("durable").GetBoolean());
        var exchanges = await broker.Ask(host, "exchanges");
        Assert.DoesNotContain(exchanges.EnumerateArray(), e => e.GetProperty("name").GetString()!.Contains("Fault"));
    }

    [Fact]
    public async Task What_nobody_hears_is_kept_in_a_queue()
    {
        await using var villages = await Villages.Start(Settings);
        await villages.In<NorthDb, int>(db =>
        {
            var bell = new TowerBell();
            db.Bells.Add(bell);
            db.Publish(bell, new BellCracked(bell.Id));
            return db.SaveChangesAsync();
        });
        await villages.Quiet();
        await Messages(HouseBus.Unheard, 1);
    }

    [Fact]
    public async Task Two_replicas_share_the_work_and_nothing_is_heard_twice()
    {
        await using var one = await Villages.Start(Settings);
        await using var two = await Villages.Start(Settings);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Task.Run(() => (i % 2 == 0 ? one : two).Ring("crowd"))));
        await Patiently.Until("all heard", async () => await one.Hearings<SouthDb>("crowd") >= 100
            && await one.Hearings<NorthDb>("crowd") >= 100, TimeSpan.FromSeconds(60));
        await one.Quiet();
        Assert.Equal((100, 100), (await one.Hearings<NorthDb>("crowd"), await one.Hearings<SouthDb>("crowd")));
        Assert.Equal(100, (await one.In<SouthDb, TowerBell>(db => db.Bells.SingleAsync())).Rings);
    }

    [Fact]
    public async Task A_broker_that_is_away_delays_no_start_and_loses_nothing()
    {
        await using var own = await RealRabbitMq.StartOwn();
        Settings["RabbitMQ:Uri"] = (await own.NewVirtualHost()).ToString();
        Settings["Messaging:PublishLimit"] = "00:00:02";
        await own.Stop();
        await using var villages = await Villages.Start(Settings).WaitAsync(TimeSpan.FromSeconds(10));
        await villages.Ring("before");
        await own.StartAgain();
        await villages.BothHear("before");
        await own.Stop();
        for (var i = 0; i < 5; i++)
            await villages.Ring("during" + i);
        await Task.Delay(5000);
        var waiting = await villages.In<NorthDb, List<OutboxRow>>(db => db.Outbox.ToListAsync());
        Assert.Equal(5, waiting.Count);
        Assert.All(waiting, row => Assert.Equal((0, null), (row.Attempts, row.ParkedAt)));
        await own.StartAgain();
        for (var i = 0; i < 5; i++)
            await villages.BothHear("during" + i);
        await villages.Quiet();
    }

    [Fact]
    public async Task A_temporary_queue_goes_with_its_replica()
    {
        await using (var villages = await Villages.Start(Settings, more: builder =>
            builder.AddModule("index", typeof(OnBellCracked).Assembly, temporary: true)))
        {
            await villages.Ring("ding");
            await villages.BothHear("ding");
            Assert.Contains(await Queues(), name => name.StartsWith("index-on-bell-cracked-"));
        }

        await Patiently.Until("it is gone", async () =>
            !(await Queues()).Any(name => name.StartsWith("index-", StringComparison.Ordinal)));
    }

    protected override async Task PutAside(Villages villages, int count)
    {
        await Messages("south-errors", 1);
        if (count == 2)
            await Messages("north-errors", 1);
    }

    private async Task<IEnumerable<string>> Queues() =>
        (await broker.Ask(host, "queues")).EnumerateArray().Select(q => q.GetProperty("name").GetString()!);

    private Task Messages(string queue, int count) => Patiently.Until($"{count} in {queue}", async () =>
        (await broker.Ask(host, "queues")).EnumerateArray().Any(q => q.GetProperty("name").GetString() == queue
            && q.TryGetProperty("messages", out var messages) && messages.GetInt32() == count));
}

/// <summary>Belongs to no database.</summary>
public sealed class OnBellCracked : IConsumer<BellCracked>
{
    public Task Consume(ConsumeContext<BellCracked> context) => Task.CompletedTask;
}

/// <summary>Kept answers on PostgreSQL.</summary>
public sealed class KeptAnswersOnPostgres : KeptAnswersSpec
{
    public override async Task InitializeAsync() =>
        await MessagingTests.UseRealParts(Settings, await (await RealRabbitMq.Shared).NewVirtualHost());

    public override Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools(); // the server has room for 200
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Two_replicas_do_it_once()
    {
        await using var one = await Villages.Start(Settings, bus: false);
        await using var two = await Villages.Start(Settings, bus: false);
        one.Script.Barrier = new();
        var first = Post(one, "k", "ding");
        await Patiently.Until("it runs", () => Task.FromResult(one.Script.Tries("post", "ding") == 1));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await Post(two, "k", "dong")).StatusCode);
        one.Script.Barrier.SetResult();
        Assert.Equal(System.Net.HttpStatusCode.Created, (await first).StatusCode);
        Assert.True((await Post(two, "k", "ding")).Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await one.In<NorthDb, int>(db => db.Outbox.CountAsync()));
    }
}
