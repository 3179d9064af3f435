using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FiveSocieties.Storage;
using FiveSocieties.Tests.Messaging;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RabbitMQ.Client;

namespace FiveSocieties.Tests.RealParts;

/// <summary>The relay heals itself, on PostgreSQL and RabbitMQ.</summary>
public sealed class RelayTests : IAsyncLifetime
{
    private readonly Dictionary<string, string?> settings = new() { ["Database:Create"] = "EnsureCreated" };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_publish_that_hangs_is_given_up_after_its_limit()
    {
        await using var broker = await OwnBroker();
        settings["Messaging:PublishLimit"] = "00:00:03";
        await using var villages = await Villages.Start(settings);
        await villages.Ring("before");
        await villages.BothHear("before");

        await broker.Freeze();
        for (var i = 0; i < 5; i++)
            await villages.Ring("during" + i);
        DateTimeOffset? first = null;
        await Leased(villages, rows => (first = rows.Max(row => row.LeaseUntil)) is not null);
        // Taken again, long before the lease is over: so it was given up, and handed back.
        await Leased(villages, rows => rows.Max(row => row.LeaseUntil) > first + TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.All(await Rows(villages), row => Assert.Equal((0, null), (row.Attempts, row.ParkedAt)));

        await broker.Thaw();
        var clock = Stopwatch.StartNew();
        await villages.Quiet();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 5; i++)
            await villages.BothHear("during" + i);
    }

    [Fact]
    public async Task After_a_long_outage_it_goes_on_within_ten_seconds()
    {
        await using var broker = await OwnBroker();
        await using var villages = await Villages.Start(settings);
        await villages.Ring("before");
        await villages.BothHear("before");

        await broker.Stop();
        for (var i = 0; i < 300; i++)
            await villages.Ring("during" + i);
        await Task.Delay(Outage);
        Assert.All(await Rows(villages), row => Assert.Equal((0, null), (row.Attempts, row.ParkedAt)));

        await broker.StartAgain();
        var clock = Stopwatch.StartNew();
        await Patiently.Until("it goes on", async () => (await Rows(villages)).Count < 300);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await villages.Quiet();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await Patiently.Until("all is heard", async () => await During(villages) >= 300, TimeSpan.FromMinutes(2));
        Assert.Equal(300, await During(villages));
    }

    [Fact]
    public async Task What_the_broker_refuses_is_parked_alone_and_its_neighbours_flow()
    {
        await using var broker = await OwnBroker();
        await using (var before = await Villages.Start(settings, bus: false))
        {
            for (var i = 0; i < 60; i++)
                await before.Ring(i % 20 == 7 ? new string('x', 17_000_000) : "neighbour" + i); // over 16 MiB
        }

        await using var villages = await Villages.Start(settings);
        await Patiently.Until("neighbours flow", () => villages.In<NorthDb, bool>(async db =>
            await db.Heard.CountAsync(heard => heard.Note.StartsWith("neighbour")) == 57), TimeSpan.FromMinutes(1));
        await Patiently.Until("three are parked", async () =>
            (await Rows(villages)).Count(row => row.ParkedAt is not null) == 3, TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await Rows(villages)).Count);
        Assert.All(await Rows(villages), row => Assert.Contains("size", row.LastError));
        await villages.Ring("after");
        await villages.BothHear("after");
    }

    [Fact]
    public async Task Two_relays_on_one_database_share_the_rows()
    {
        await UseSharedBroker();
        await using (var before = await Villages.Start(settings, bus: false))
        {
            await before.In<NorthDb, int>(db =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    var bell = new TowerBell();
                    db.Bells.Add(bell);
                    db.Publish(bell, new BellCracked(bell.Id));
                }

                return db.SaveChangesAsync();
            });
        }

        var (one, two) = (new Sent(), new Sent());
        settings["Messaging:Batch"] = "20";
        var starting = new[] { one, two }.Select(sent => Villages.Start(
            settings, more: builder => builder.Services.AddPublishObserver<Sent>(_ => sent))).ToList();
        await using var first = await starting[0];
        await using var second = await starting[1];
        await Patiently.Until("all has left", async () => (await Rows(first)).Count == 0, TimeSpan.FromMinutes(1));
        Assert.Equal(1000, one.Ids.Union(two.Ids).Count());
        Assert.Empty(one.Ids.Intersect(two.Ids));
        Assert.InRange(one.Ids.Count, 100, 900);
    }

    /// <summary>The database refuses the commit that forgets what was published, as if the process had died just before.</summary>
    [Fact]
    public async Task Killed_between_publish_and_forgetting_it_speaks_twice_and_has_one_effect()
    {
        var host = await UseSharedBroker();
        settings["Messaging:PublishLimit"] = "00:00:01";
        await using var connection = await new ConnectionFactory { Uri = host }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await using (var before = await Villages.Start(settings))
        {
            await before.Ring("first");
            await before.BothHear("first");
            await before.Quiet();
            await channel.QueueDeclareAsync("wire", durable: true, exclusive: false, autoDelete: false);
            await channel.QueueBindAsync("wire", $"{typeof(BellRung).Namespace}:{nameof(BellRung)}", "");
            await before.In<NorthDb, int>(db => db.Database.ExecuteSqlRawAsync(
                """
                CREATE FUNCTION dead() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'dead'; END $$ LANGUAGE plpgsql;
                CREATE CONSTRAINT TRIGGER dead AFTER DELETE ON "Outbox" DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION dead();
                """));
            await before.Ring("twice");
            await before.BothHear("twice");
        }

        await using var after = await Villages.Start(settings);
        Assert.Single(await Rows(after));
        await after.In<NorthDb, int>(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER dead ON \"Outbox\""));
        await after.Quiet();
        await after.Ring("last");
        await after.BothHear("last");
        await after.BothHear("twice");

        var ids = new List<string?>();
        while (await channel.BasicGetAsync("wire", autoAck: true) is { } delivery)
            ids.Add(delivery.BasicProperties.MessageId);
        Assert.Equal((3, 2), (ids.Count, ids.Distinct().Count()));
    }

    [Fact]
    public async Task What_nobody_is_bound_to_is_counted()
    {
        await UseSharedBroker();
        settings["Messaging:Look"] = "00:00:00.2";
        var unheard = 0L;
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "messaging.unheard")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Exchange(ref unheard, value));
        meter.Start();
        await using var villages = await Villages.Start(settings);
        await villages.In<NorthDb, int>(db =>
        {
            var bell = new TowerBell();
            db.Bells.Add(bell);
            db.Publish(bell, new BellCracked(bell.Id));
            db.Publish(bell, new BellCracked(bell.Id));
            return db.SaveChangesAsync();
        });
        await Patiently.Until("both are counted", () => Task.FromResult(Interlocked.Read(ref unheard) == 2));
    }

    [Fact]
    public async Task What_is_in_hand_when_it_stops_is_handed_back()
    {
        await using var broker = await OwnBroker();
        await using (var before = await Villages.Start(settings))
        {
            await before.Ring("before");
            await before.BothHear("before");
            await broker.Freeze();
            await before.Ring("during");
            await Leased(before, rows => rows.TrueForAll(row => row.LeaseUntil is not null));
            var clock = Stopwatch.StartNew();
            await before.StopRelays();
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            Assert.All(await Rows(before), row => Assert.Null(row.LeaseUntil));
            await broker.Thaw();
        }

        await using var after = await Villages.Start(settings);
        await after.BothHear("during");
    }

    /// <summary>15 seconds; <c>FIVE_OUTAGE=90</c> makes it as long as the promise says.</summary>
    private static TimeSpan Outage => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("FIVE_OUTAGE"), out var seconds) ? seconds : 15);

    private static Task<List<OutboxRow>> Rows(Villages villages) =>
        villages.In<NorthDb, List<OutboxRow>>(db => db.Outbox.AsNoTracking().ToListAsync());

    private static Task<int> During(Villages villages) =>
        villages.In<NorthDb, int>(db => db.Heard.CountAsync(heard => heard.Note.StartsWith("during")));

    private static Task Leased(Villages villages, Predicate<List<OutboxRow>> isSo) =>
        Patiently.Until("leases", async () => isSo(await Rows(villages)));

    private async Task<RealRabbitMq> OwnBroker()
    {
        var broker = await RealRabbitMq.StartOwn();
        await MessagingTests.UseRealParts(settings, await broker.NewVirtualHost());
        return broker;
    }

    private async Task<Uri> UseSharedBroker()
    {
        var host = await (await RealRabbitMq.Shared).NewVirtualHost();
        await MessagingTests.UseRealParts(settings, host);
        return host;
    }

    private sealed class Sent : IPublishObserver
    {
        public ConcurrentBag<Guid> Ids { get; } = [];

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            if (context.Message is BellCracked)
                Ids.Add(context.MessageId!.Value);
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
