using System.Collections.Concurrent;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using FiveSocieties.Tests.Messaging.North;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Messaging;

/// <summary>How loud.</summary>
public enum Loudness
{
    Soft,
    Loud,
}

/// <summary>Somebody rang a bell.</summary>
public sealed record BellRung(Guid BellId, string Note, Loudness Loudness = Loudness.Soft);

/// <summary>The south heard it.</summary>
public sealed record BellEchoed(Guid BellId);

/// <summary>Nobody hears this.</summary>
public sealed record BellCracked(Guid BellId);

public sealed class TowerBell : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string Community { get; init; } = "510104001001";

    public long Version { get; set; }

    public int Rings { get; set; }

    public Loudness Loudness { get; set; } = Loudness.Loud;

    public DateTimeOffset? LastRung { get; set; }

    public List<Rope> Ropes { get; init; } = [];
}

/// <summary>Part of a bell.</summary>
public sealed class Rope
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TowerBellId { get; init; }

    public int Length { get; set; }
}

/// <summary>What a consumer has done.</summary>
public sealed class Heard
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BellId { get; init; }

    public required string Note { get; init; }

    public required string Community { get; init; }

    public required long Version { get; init; }
}

/// <summary>The two villages have the same tables.</summary>
public abstract class VillageDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<TowerBell> Bells => Set<TowerBell>();

    public DbSet<Heard> Heard => Set<Heard>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TowerBell>(bell =>
        {
            bell.Property(b => b.Id).ValueGeneratedNever();
            bell.HasMany(b => b.Ropes).WithOne().HasForeignKey(r => r.TowerBellId);
        });
        modelBuilder.Entity<Rope>().Property(r => r.Id).ValueGeneratedNever();
        modelBuilder.Entity<Heard>().Property(h => h.Id).ValueGeneratedNever();
    }
}

/// <summary>What consumers are to do, and what they saw; one per application.</summary>
public sealed class Script
{
    public static readonly Problem Forbidden = new("bell.forbidden", 409, "Not at night.", "夜间禁止。");

    /// <summary>Note → how often its consumers fail.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    public ConcurrentQueue<(string Consumer, string Note, string? TraceId)> Seen { get; } = new();

    /// <summary>When each try began, by the clock that timers go by.</summary>
    public ConcurrentQueue<(string Note, TimeSpan At)> Times { get; } = new();

    /// <summary>While set, the consumers of the south wait for it.</summary>
    public TaskCompletionSource? Barrier { get; set; }

    public int Swept;

    /// <summary>Rows that were handled, and tried to be.</summary>
    public ConcurrentQueue<Guid> Handled { get; } = new();

    /// <summary>The row that cannot be handled.</summary>
    public Guid? Rotten { get; set; }

    /// <summary>What the sweep returns next.</summary>
    public ConcurrentQueue<Func<int>> Sweeps { get; } = new();

    public int Tries(string consumer, string note) => Seen.Count(s => s.Consumer == consumer && s.Note == note);

    public void Act(string consumer, string note)
    {
        Times.Enqueue((consumer + note, TimeSpan.FromMilliseconds(Environment.TickCount64)));
        Seen.Enqueue((consumer, note, System.Diagnostics.Activity.Current?.TraceId.ToString()));
        if (note == "forbidden")
            throw new BrokenRule(Forbidden);
        if (Failures.TryGetValue(consumer + note, out var left) && left > 0)
        {
            Failures[consumer + note] = left - 1;
            throw new InvalidOperationException("名字 must not leak");
        }
    }
}

/// <summary>Counts itself and does what the script says.</summary>
public sealed class ScriptedSweep(Script script) : ISweep
{
    public Task<int> Run(CancellationToken cancellation)
    {
        Interlocked.Increment(ref script.Swept);
        return Task.FromResult(script.Sweeps.TryDequeue(out var next) ? next() : 0);
    }
}

/// <summary>What the north has heard is due, and goes when it is handled.</summary>
public sealed class ScriptedRows(Script script, NorthDb db) : IDueRows
{
    public IQueryable<Guid> Due => db.Inbox.OrderBy(x => x.ReceivedAt).Select(x => x.MessageId);

    public async Task Handle(Guid id, CancellationToken cancellation)
    {
        script.Handled.Enqueue(id);
        if (id == script.Rotten)
            throw new InvalidOperationException();
        await db.Inbox.Where(x => x.MessageId == id).ExecuteDeleteAsync(cancellation);
    }
}
