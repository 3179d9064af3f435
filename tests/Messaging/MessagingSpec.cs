using System.Diagnostics;
using FiveSocieties.Messaging;
using FiveSocieties.Storage;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.Messaging.South;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FiveSocieties.Tests.Messaging;

/// <summary>What the house promises about saying and hearing, on whatever engine and bus <see cref="Settings"/> names:
/// here SQLite and memory, in RealParts PostgreSQL and RabbitMQ.</summary>
public abstract class MessagingSpec : IAsyncLifetime
{
    /// <summary>Made anew for each test.</summary>
    protected Dictionary<string, string?> Settings { get; } = new() { ["Database:Create"] = "EnsureCreated" };

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task What_is_saved_is_told_to_both_villages_although_their_consumers_share_a_name()
    {
        await using var villages = await Villages.Start(Settings);
        var bell = await villages.Ring("ding");
        await villages.BothHear("ding");
        var heard = await villages.In<SouthDb, Heard>(db => db.Heard.SingleAsync());
        Assert.Equal((bell.Id, bell.Community, 1L), (heard.BellId, heard.Community, heard.Version));
        await villages.Quiet();
        Assert.Equal(0, await villages.In<NorthDb, int>(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task What_is_rolled_back_is_never_told()
    {
        await using var villages = await Villages.Start(Settings);
        await villages.In<NorthDb, int>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var bell = new TowerBell();
            db.Bells.Add(bell);
            db.Publish(bell, new BellRung(bell.Id, "undone"));
            return await db.SaveChangesAsync();
        });
        var taken = await villages.Ring("first");
        await villages.In<NorthDb, bool>(async db =>
        {
            var twin = new TowerBell { Id = taken.Id };
            db.Bells.Add(twin);
            db.Publish(twin, new BellRung(twin.Id, "undone"));
            var failure = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            Assert.True(db.IsDuplicate(failure));
            return true;
        });
        await villages.Ring("last");
        await villages.BothHear("last");
        await villages.Quiet();
        Assert.Equal(0, await villages.Hearings<NorthDb>("undone") + await villages.Hearings<SouthDb>("undone"));
    }

    [Fact]
    public async Task A_message_told_in_an_open_transaction_leaves_with_its_commit()
    {
        await using var villages = await Villages.Start(Settings);
        await villages.In<NorthDb, bool>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var bell = new TowerBell();
            db.Bells.Add(bell);
            db.Publish(bell, new BellRung(bell.Id, "inside"));
            await db.SaveChangesAsync();
            bell.Rings++;
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        });
        await villages.BothHear("inside");
    }

    [Fact]
    public async Task A_message_delivered_twice_is_heard_once()
    {
        await using var villages = await Villages.Start(Settings);
        await villages.Ring("before"); // its arrival shows that the queues are there
        await villages.BothHear("before");
        var (bus, id) = (villages.Services.GetRequiredService<IBus>(), Guid.CreateVersion7());
        for (var i = 0; i < 3; i++)
        {
            await bus.Publish(new BellRung(Guid.CreateVersion7(), "again"), context =>
            {
                context.MessageId = id;
                context.SetEnvelope("510104001001", 1, DateTimeOffset.UnixEpoch);
            });
        }

        await villages.Ring("after");
        await villages.BothHear("after");
        await villages.BothHear("again");
        await villages.Quiet();
        await villages.BothHear("again");
    }

    [Fact]
    public async Task What_could_not_be_sent_leaves_after_a_restart()
    {
        await using (var before = await Villages.Start(Settings, bus: false))
        {
            await before.Ring("kept");
            await before.In<NorthDb, int>(db => db.Outbox.ExecuteUpdateAsync(set => set
                .SetProperty(r => r.LeaseOwner, Guid.CreateVersion7())
                .SetProperty(r => r.LeaseUntil, DateTimeOffset.UtcNow.AddSeconds(2))));
        }

        await using var after = await Villages.Start(Settings);
        await after.BothHear("kept");
    }

    [Fact]
    public async Task A_row_that_cannot_be_sent_is_parked_alone()
    {
        await using (var before = await Villages.Start(Settings, bus: false))
        {
            for (var i = 0; i < 20; i++)
                await before.Ring("neighbour" + i);
            await before.In<NorthDb, int>(db => db.Outbox.Where(r => r.Sequence % 10 == 5)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Type, "Nowhere.Nothing, Nowhere")));
            await before.In<NorthDb, int>(db => db.Outbox.Where(r => r.Sequence % 10 == 6)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Body, "{")));
        }

        await using var villages = await Villages.Start(Settings);
        await Patiently.Until("neighbours flow", () => villages.In<SouthDb, bool>(async db =>
            await db.Heard.CountAsync() == 16));
        await Patiently.Until("poison is parked", () => villages.In<NorthDb, bool>(async db =>
            await db.Outbox.CountAsync(r => r.ParkedAt != null && r.Attempts == 3 && r.LastError != null) == 4));
        await villages.Ring("after");
        await villages.BothHear("after");
    }

    [Fact]
    public async Task A_publish_that_holds_on_for_ever_holds_nobody_else()
    {
        Settings["Messaging:PublishLimit"] = Settings["Messaging:SettleLimit"] = "00:00:01";
        using var stuck = new Stuck();
        var villages = await Villages.Start(Settings, more: builder => builder.Services.AddPublishObserver<Stuck>(_ => stuck));
        await villages.In<NorthDb, int>(db =>
        {
            foreach (var note in (string[])["stuck", "stuck", "beside"])
            {
                var bell = new TowerBell();
                db.Bells.Add(bell);
                db.Publish(bell, new BellRung(bell.Id, note));
            }

            return db.SaveChangesAsync();
        });
        await villages.BothHear("beside");
        await Patiently.Until("both are tried again", () => Task.FromResult(stuck.Tries >= 4));
        await villages.Ring("after");
        await villages.BothHear("after");
        await Patiently.Until("they alone are left, at no fault of theirs", () => villages.In<NorthDb, bool>(async db =>
            await db.Outbox.CountAsync() == 2 && await db.Outbox.CountAsync(row => row.ParkedAt == null && row.Attempts == 0) == 2));
        await villages.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_message_for_later_waits_for_its_time()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        await using var villages = await Villages.Start(Settings, time: clock);
        await villages.Ring("later", clock.GetUtcNow().AddHours(2));
        await villages.Ring("now");
        await villages.BothHear("now");
        clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(300);
        Assert.Equal(0, await villages.Hearings<NorthDb>("later"));
        await Patiently.Until("its time", async () =>
        {
            clock.Advance(TimeSpan.FromMinutes(61));
            return await villages.Hearings<SouthDb>("later") == 1;
        });
    }

    [Fact]
    public async Task One_trace_leads_from_the_save_to_the_consumer()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or Telemetry.Name or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var villages = await Villages.Start(Settings);
        string trace;
        using (var activity = source.StartActivity("call"))
        {
            trace = activity!.TraceId.ToString();
            await villages.Ring("traced");
        }

        await villages.Ring("other");
        await villages.BothHear("traced");
        await villages.BothHear("other");
        Assert.All(villages.Script.Seen.Where(s => s.Note == "traced"), s => Assert.Equal(trace, s.TraceId));
        Assert.All(villages.Script.Seen.Where(s => s.Note == "other"), s => Assert.NotEqual(trace, s.TraceId));
    }

    [Fact]
    public async Task A_consumer_that_fails_is_tried_again_with_a_clean_context()
    {
        await using var villages = await Villages.Start(Settings);
        villages.Script.Failures["southshaky"] = 2;
        await villages.Ring("shaky");
        await villages.BothHear("shaky");
        Assert.Equal((1, 3), (villages.Script.Tries("north", "shaky"), villages.Script.Tries("south", "shaky")));
        await Patiently.Until("ledger", () => villages.In<NorthDb, bool>(async db =>
            await db.Heard.CountAsync(h => h.Note == "ledger BellEchoed") == 1));
    }

    [Fact]
    public async Task A_delivery_that_never_succeeds_is_put_aside_and_the_others_commit()
    {
        await using var villages = await Villages.Start(Settings);
        villages.Script.Failures["southhopeless"] = int.MaxValue;
        await villages.Ring("hopeless");
        await PutAside(villages, 1);
        Assert.Equal(5, villages.Script.Tries("south", "hopeless"));
        Assert.Equal(1, await villages.Hearings<NorthDb>("hopeless"));
        Assert.Equal(0, await villages.Hearings<SouthDb>("hopeless"));
        await villages.Quiet();
        await villages.Ring("after");
        await villages.BothHear("after");
    }

    [Fact]
    public async Task A_broken_rule_is_not_tried_again()
    {
        await using var villages = await Villages.Start(Settings);
        await villages.Ring("forbidden");
        await PutAside(villages, 2);
        Assert.Equal(1, villages.Script.Tries("north", "forbidden"));
        Assert.Equal(1, villages.Script.Tries("south", "forbidden"));
    }

    [Fact]
    public async Task The_second_of_two_writers_is_told_so()
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        var bell = await villages.Ring("one");
        await villages.In<NorthDb, bool>(async first =>
        {
            var mine = await first.Bells.SingleAsync();
            await villages.In<NorthDb, bool>(async second =>
            {
                (await second.Bells.SingleAsync()).Rings = 7;
                return await second.SaveChangesAsync() > 0;
            });
            mine.Rings = 8;
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => first.SaveChangesAsync());
            return true;
        });
        var stored = await villages.In<NorthDb, TowerBell>(db => db.Bells.SingleAsync());
        Assert.Equal((bell.Id, 7, 2L), (stored.Id, stored.Rings, stored.Version));
    }

    [Fact]
    public async Task A_change_of_a_part_and_a_message_count_as_a_change_of_the_whole()
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        await villages.Ring("one");
        await villages.In<NorthDb, bool>(async db =>
        {
            var bell = await db.Bells.SingleAsync();
            db.Add(new Rope { TowerBellId = bell.Id, Length = 3 });
            await db.SaveChangesAsync();
            Assert.Equal(2, bell.Version);
            bell.Ropes[0].Length = 4;
            await db.SaveChangesAsync();
            Assert.Equal(3, bell.Version);
            db.Publish(bell, new BellCracked(bell.Id));
            await db.SaveChangesAsync();
            await db.SaveChangesAsync();
            return true;
        });
        var rows = await villages.In<NorthDb, List<OutboxRow>>(db => db.Outbox.OrderBy(r => r.Sequence).ToListAsync());
        Assert.Equal([1L, 4L], rows.Select(r => r.Version));
        Assert.Contains("\"loudness\":\"Loud\"", rows[0].Body);
        Assert.Equal(4, (await villages.In<NorthDb, TowerBell>(db => db.Bells.SingleAsync())).Version);
    }

    [Fact]
    public async Task A_part_that_moves_counts_as_a_change_of_both_wholes()
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        var (from, to) = (await villages.Ring("from"), await villages.Ring("to"));
        await villages.In<NorthDb, int>(db =>
        {
            db.Add(new Rope { TowerBellId = from.Id, Length = 3 });
            return db.SaveChangesAsync();
        });
        await villages.In<NorthDb, bool>(async db =>
        {
            var bells = await db.Bells.Include(bell => bell.Ropes).ToDictionaryAsync(bell => bell.Id);
            var rope = bells[from.Id].Ropes.Single();
            bells[from.Id].Ropes.Remove(rope);
            bells[to.Id].Ropes.Add(rope);
            await db.SaveChangesAsync();
            Assert.Equal((2L, 2L), (bells[from.Id].Version, bells[to.Id].Version));
            return true;
        });
    }

    [Fact]
    public async Task Times_and_words_can_be_compared_in_the_database()
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        var at = new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.FromHours(8));
        await villages.In<NorthDb, int>(db =>
        {
            db.Bells.Add(new TowerBell { LastRung = at });
            return db.SaveChangesAsync();
        });
        Assert.Equal(1, await villages.In<NorthDb, int>(db => db.Bells.CountAsync(b =>
            b.LastRung <= at.ToUniversalTime() && b.LastRung > at.AddTicks(-1) && b.Loudness == Loudness.Loud)));
        Assert.Equal(1, await villages.In<NorthDb, int>(db => db.Database
            .SqlQuery<int>($"SELECT CAST(count(*) AS int) AS \"Value\" FROM \"Bells\" WHERE \"Loudness\" = 'Loud'")
            .SingleAsync()));
    }

    [Fact]
    public async Task Many_rows_flow_from_both_villages_at_once()
    {
        await using var villages = await Villages.Start(Settings);
        await Task.WhenAll(Enumerable.Range(0, 150).Select(i => Task.Run(() => villages.Ring("crowd"))));
        await Patiently.Until("all heard", async () => await villages.Hearings<SouthDb>("crowd") == 150
            && await villages.Hearings<NorthDb>("crowd") == 150
            && await villages.Hearings<NorthDb>("ledger BellEchoed") == 150, TimeSpan.FromSeconds(60));
        await villages.Quiet();
    }

    /// <summary>Waits until this many deliveries have been put aside for an operator.</summary>
    protected abstract Task PutAside(Villages villages, int count);
}

/// <summary>A bus in which what is noted as stuck never arrives, and whose word of the end of patience blocks whoever brings it.</summary>
internal sealed class Stuck : IPublishObserver, IDisposable
{
    private readonly ManualResetEventSlim over = new();
    private int tries;

    public int Tries => Volatile.Read(ref tries);

    public async Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is not BellRung { Note: "stuck" })
            return;
        Interlocked.Increment(ref tries);
        context.CancellationToken.Register(over.Wait);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public void Dispose() => over.Set();
}
