using FiveSocieties.Storage;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace FiveSocieties.Tests.Messaging;

/// <summary>Work that waits for its time.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-sweep-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_sweep_runs_at_start_and_by_the_clock_and_again_while_it_finds_something()
    {
        await using var villages = await Start(wakeOnCommit: false);
        await Swept(villages, 1);
        villages.Script.Sweeps.Enqueue(() => 3);
        villages.Script.Sweeps.Enqueue(() => 1);
        clock.Advance(TimeSpan.FromMinutes(9));
        await villages.Ring("unheeded");
        await Swept(villages, 1);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Swept(villages, 4);
    }

    [Fact]
    public async Task A_sweep_that_fails_runs_again_next_time()
    {
        await using var villages = await Start(wakeOnCommit: false);
        await Swept(villages, 1);
        villages.Script.Sweeps.Enqueue(() => throw new InvalidOperationException());
        villages.Script.Sweeps.Enqueue(() => throw new DbUpdateConcurrencyException());
        for (var times = 2; times < 5; times++)
        {
            clock.Advance(TimeSpan.FromMinutes(10));
            await Swept(villages, times);
        }
    }

    [Fact]
    public async Task A_sweep_is_woken_by_a_commit_when_asked()
    {
        await using var villages = await Start(wakeOnCommit: true);
        await Swept(villages, 1);
        await villages.Ring("ding");
        await Swept(villages, 2);
    }

    [Fact]
    public async Task A_row_that_cannot_be_handled_is_left_for_a_while_and_holds_up_none_of_the_others()
    {
        await using var villages = await Villages.Start(
            new Dictionary<string, string?> { ["Data"] = folder },
            bus: false,
            clock,
            builder => builder.Services.AddDueRows<NorthDb, ScriptedRows>(TimeSpan.FromSeconds(10)));
        var rows = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToArray();
        villages.Script.Rotten = rows[0];
        await villages.In<NorthDb, int>(db =>
        {
            db.Inbox.AddRange(rows.Index().Select(x =>
                new InboxRow { MessageId = x.Item, Consumer = "a", ReceivedAt = db.Now.AddSeconds(x.Index) }));
            return db.SaveChangesAsync();
        });

        await Patiently.Until("all others are handled", () =>
        {
            if (villages.Script.Handled.IsEmpty)
                clock.Advance(TimeSpan.FromSeconds(10)); // it may not wait yet
            return villages.In<NorthDb, bool>(async db =>
                (await db.Inbox.Select(x => x.MessageId).ToListAsync()) is [var left] && left == rows[0]);
        });
        Assert.Equal(40, villages.Script.Handled.Count);

        villages.Script.Rotten = null;
        await Patiently.Until("it is tried again", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(10)); // it may not wait yet
            return villages.In<NorthDb, bool>(async db => !await db.Inbox.AnyAsync());
        });
        Assert.Equal(41, villages.Script.Handled.Count);
    }

    [Fact]
    public async Task What_nobody_can_ask_for_any_more_is_forgotten()
    {
        await using var villages = await Start(wakeOnCommit: false);
        await villages.In<NorthDb, int>(db =>
        {
            db.Inbox.Add(new InboxRow { MessageId = Guid.NewGuid(), Consumer = "a", ReceivedAt = db.Now });
            db.Inbox.Add(new InboxRow { MessageId = Guid.NewGuid(), Consumer = "a", ReceivedAt = db.Now.AddDays(2) });
            return db.SaveChangesAsync();
        });
        await Swept(villages, 1);
        clock.Advance(TimeSpan.FromDays(31));
        await Patiently.Until("the older is forgotten", () => villages.In<NorthDb, bool>(async db =>
            await db.Inbox.CountAsync() == 1));
    }

    private Task<Villages> Start(bool wakeOnCommit) => Villages.Start(
        new Dictionary<string, string?> { ["Data"] = folder },
        bus: false,
        clock,
        builder => builder.Services.AddSweep<NorthDb, ScriptedSweep>(TimeSpan.FromMinutes(10), wakeOnCommit));

    /// <summary>That often and, a moment later, no more often.</summary>
    private static async Task Swept(Villages villages, int times)
    {
        await Patiently.Until($"swept {times} times", () => Task.FromResult(villages.Script.Swept >= times));
        await Task.Delay(100);
        Assert.Equal(times, villages.Script.Swept);
    }
}
