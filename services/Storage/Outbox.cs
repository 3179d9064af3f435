using FiveSocieties.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Storage;

/// <summary>The outbox of one service as its relay works on it: rows that are due, each taken by one relay.</summary>
/// <param name="scopes">Of the process.</param>
/// <param name="time">The application's clock.</param>
/// <param name="inFile">A file has one writer and one process; on PostgreSQL replicas share the rows.</param>
/// <param name="lease">How long a row may fly.</param>
public sealed class Outbox<TDb>(IServiceScopeFactory scopes, TimeProvider time, bool inFile, TimeSpan lease)
    where TDb : DbContext
{
    /// <summary>Of what is due, in its order.</summary>
    private const string Due =
        """
        "Sequence" IN (
            SELECT "Sequence" FROM "Outbox"
            WHERE "ParkedAt" IS NULL AND "NotBefore" <= {0} AND ("LeaseUntil" IS NULL OR "LeaseUntil" <= {0})
            ORDER BY "NotBefore", "Sequence" LIMIT {1}
        """;

    private const string TakeFromFile =
        $$"""UPDATE "Outbox" SET "LeaseUntil" = {2}, "LeaseOwner" = {3} WHERE {{Due}}) RETURNING *""";

    /// <summary>By the index, which has them in order: a table that is empty most of the time looks too small for it, and a backlog
    /// would be sorted for each few rows. Nobody waits for the disk: what comes back after a crash is told again. Who freezes
    /// gives the rows up. A backup keeps all relays still for a while.</summary>
    private static readonly string TakeFromServer =
        $$"""
        SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL synchronous_commit = off;
        SET LOCAL idle_in_transaction_session_timeout = '10s';
        DELETE FROM "Outbox" WHERE {{Due}} FOR UPDATE SKIP LOCKED)
        AND (SELECT pg_try_advisory_xact_lock_shared({{OutboxRow.TellLock}})) RETURNING *
        """;

    private readonly Guid me = Guid.CreateVersion7();

    private DateTimeOffset LeaseUntil => Clock.In(time, lease);

    /// <summary>Takes rows that are due, up to <paramref name="room"/>.</summary>
    public async Task<Hand<TDb>> Take(int room, CancellationToken cancellation)
    {
        var scope = scopes.CreateAsyncScope();
        var keep = false;
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var rows = await db.Set<OutboxRow>()
                .FromSqlRaw(inFile ? TakeFromFile : TakeFromServer, time.GetUtcNow().UtcTicks, room, LeaseUntil.UtcTicks, me)
                .AsNoTracking().ToListAsync(cancellation);
            rows.Sort((a, b) => (a.NotBefore, a.Sequence).CompareTo((b.NotBefore, b.Sequence))); // no engine promises it
            keep = rows.Count > 0 && !inFile;
            if (!keep)
                await transaction.CommitAsync(cancellation);
            return new Hand<TDb>(this, rows, keep ? scope : null);
        }
        finally
        {
            if (!keep)
                await scope.DisposeAsync();
        }
    }

    /// <summary>What is deleted in the open transaction comes back, leased.</summary>
    internal Task PutBack(TDb db, IEnumerable<OutboxRow> rows)
    {
        foreach (var row in rows)
        {
            (row.LeaseUntil, row.LeaseOwner) = (LeaseUntil, me);
            db.Set<OutboxRow>().Add(row);
        }

        return db.SaveChangesAsync();
    }

    /// <summary>Others may take them at once.</summary>
    public Task Release(TDb db, IEnumerable<OutboxRow> rows)
    {
        var sequences = rows.Select(row => row.Sequence).ToArray();
        return sequences.Length == 0 ? Task.CompletedTask : db.Set<OutboxRow>()
            .Where(row => sequences.Contains(row.Sequence) && row.LeaseOwner == me)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null));
    }

    /// <summary>The same of all: leases in a file are from a life before this one.</summary>
    public Task ReleaseAll() => Write(db => db.Set<OutboxRow>().Where(row => row.LeaseUntil != null)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null)));

    /// <summary>A row that failed by its own fault waits longer each time, and is parked in the end.</summary>
    /// <param name="db">The database.</param>
    /// <param name="row">The row.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="first">The first pause; doubled each time, at most five minutes.</param>
    /// <param name="tries">After so many it is parked.</param>
    /// <returns>How often it failed, and whether it is parked.</returns>
    public async Task<(int Attempts, bool IsParked)> BackOff(
        TDb db, OutboxRow row, string reason, TimeSpan first, int tries)
    {
        var attempts = row.Attempts + 1;
        var pause = first * Math.Pow(2, attempts - 1) * (1 + (Random.Shared.NextDouble() / 2));
        var next = Clock.In(time, pause < TimeSpan.FromMinutes(5) ? pause : TimeSpan.FromMinutes(5));
        DateTimeOffset? parked = attempts >= tries ? time.GetUtcNow() : null;
        await db.Set<OutboxRow>().Where(r => r.Sequence == row.Sequence && r.LeaseOwner == me).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.Attempts, attempts)
            .SetProperty(r => r.LastError, reason)
            .SetProperty(r => r.NotBefore, next)
            .SetProperty(r => r.ParkedAt, parked)
            .SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null));
        return (attempts, parked is not null);
    }

    /// <summary>A short transaction, so that on SQLite the relay queues like every writer.</summary>
    internal async Task Write(Func<TDb, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await act(db);
        await transaction.CommitAsync();
    }
}

/// <summary>Rows that were taken together. In a file they are leased. On PostgreSQL they are deleted by a transaction that stays open
/// until the first of them are written down; what is not safe by then is put back with a lease.</summary>
/// <param name="outbox">Where they are from.</param>
/// <param name="rows">The rows.</param>
/// <param name="open">Holds that transaction.</param>
public sealed class Hand<TDb>(Outbox<TDb> outbox, IReadOnlyList<OutboxRow> rows, AsyncServiceScope? open)
    where TDb : DbContext
{
    /// <summary>The rows.</summary>
    public IReadOnlyList<OutboxRow> Rows => rows;

    /// <summary>Whether nothing of it is written down yet.</summary>
    public bool IsOpen => open is not null;

    /// <summary>After this long the rows that are done are written down, the slow ones go on. To put back costs more than to wait.</summary>
    public TimeSpan Stride => TimeSpan.FromMilliseconds(IsOpen ? 1000 : 100);

    /// <summary>Writes down that some are safe, together with what became of <paramref name="others"/>.</summary>
    public async Task Write(IReadOnlyCollection<OutboxRow> safe, Func<TDb, Task> others)
    {
        if (open is { } scope)
        {
            open = null;
            await using (scope)
            {
                var db = scope.ServiceProvider.GetRequiredService<TDb>();
                if (safe.Count < rows.Count)
                    await outbox.PutBack(db, rows.Except(safe));
                await others(db);
                await db.Database.CommitTransactionAsync();
            }

            return;
        }

        var sequences = safe.Select(row => row.Sequence).ToArray();
        await outbox.Write(async db =>
        {
            if (sequences.Length > 0)
                await db.Set<OutboxRow>().Where(row => sequences.Contains(row.Sequence)).ExecuteDeleteAsync();
            await others(db);
        });
    }
}
