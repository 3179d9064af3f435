using FiveSocieties.Messaging;
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
