using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Net.Sockets;
using System.Text.Json;
using FiveSocieties.Storage;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;

namespace FiveSocieties.Messaging;

/// <summary>Carries what a database has told to the bus. Rows are taken with a short lease, published outside any
/// transaction and deleted once safe; a crash in between tells them again; the inbox of the hearer drops the
/// second. Several replicas share the work.</summary>
internal sealed class Relay<TDb>(
    string name, IServiceScopeFactory scopes, IServiceProvider services, Commits<TDb> commits, TimeProvider time,
    IOptions<MessagingOptions> options, IHostApplicationLifetime life, ILogger<Relay<TDb>> log) : BackgroundService, IPublishObserver
    where TDb : ServiceDb
{
    /// <summary>After this long the rows that are done are written down, the slow ones go on.</summary>
    private static readonly TimeSpan Stride = TimeSpan.FromMilliseconds(100);

    /// <summary>The index has them in order. A table that is empty most of the time looks too small for it: a backlog would be
    /// sorted for each few rows.</summary>
    private const string ByIndex = "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; ";

    private const string Take =
        """
        UPDATE "Outbox" SET "LeaseUntil" = {0}, "LeaseOwner" = {1} WHERE "Sequence" IN (
            SELECT "Sequence" FROM "Outbox"
            WHERE "ParkedAt" IS NULL AND "NotBefore" <= {2} AND ("LeaseUntil" IS NULL OR "LeaseUntil" <= {2})
            ORDER BY "NotBefore", "Sequence" LIMIT {3}
        """;

    private readonly Guid me = Guid.CreateVersion7();
    private readonly Bell bell = new();
    private readonly Bell landed = new();
    private readonly Settling? settling = services.GetService<Settling>();
    private readonly List<Task> flights = [];
    private readonly bool inFile = services.GetServices<ServiceDatabase>().Any(
        database => database.Context == typeof(TDb) && database.File is not null);
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> refusals = new();
    private readonly ConcurrentDictionary<long, OutboxRow> flying = new();
    private DateTimeOffset measured;
    private volatile int timesAway;

    private int Room => options.Value.InFlight - flying.Count;

    private TimeSpan Limit => settling is null ? options.Value.PublishLimit : options.Value.SettleLimit;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Activity.Current = null; // a trace belongs to a row, not to the loop
        if (services.GetService<IBusControl>() is not { } bus)
            return;
        commits.Told += bell.Ring;
        bus.ConnectPublishObserver(this);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        var stop = stopping.Token;
        await life.Started(stop);
        while (bus.CheckHealth().Status != BusHealthStatus.Healthy)
            await Task.Delay(Stride, stop); // topology first: what is published before it is lost
        if (inFile) // a file has one process: leases in it are from a life before this one
            await Guarded(() => Release(row => row.LeaseUntil != null), stop);
        while (!stop.IsCancellationRequested)
        {
            if (!await Guarded(() => Round(bus, stop), stop))
                await bell.Wait(options.Value.Poll, time, stop);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(flights);
    }

    /// <summary>Sends off what is due, as far as there is room; true when there may be more to do at once.</summary>
    private async Task<bool> Round(IBus bus, CancellationToken stop)
    {
        if (timesAway > 0)
        {
            await Task.WhenAll(flights);
            await Task.Delay(Math.Min(2000, 100 << timesAway), stop);
        }

        flights.RemoveAll(flight => flight.IsCompleted);
        if (Room < options.Value.Batch)
            await landed.Wait(Stride, time, stop);
        if (Room <= 0)
            return true;
        var claimed = await Claim(Math.Min(Room, options.Value.Batch), stop);
        // Whose lease is over and that still flies is not sent a second time.
        var rows = claimed.Where(row => flying.TryAdd(row.Sequence, row)).ToList();
        if (rows.Count == 0 && flights.Count == 0)
            await Measure(stop);
        var suspects = settling is null ? rows.Where(row => row.Attempts > 0).ToList() : [];
        if (rows.Count > suspects.Count)
            flights.Add(Fly(rows.Except(suspects).ToDictionary(row => row, row => Send(bus, row, stop)), stop));
        await Alone(bus, suspects, stop);
        return rows.Count > 0;
    }

    /// <summary>A refusal closes the channel under all that are in flight, so whoever failed before flies alone: it proves
    /// itself, or fails without company.</summary>
    private async Task Alone(IBus bus, List<OutboxRow> suspects, CancellationToken stop)
    {
        if (suspects.Count > 0)
            await Task.WhenAll(flights);
        var last = new Outcome(Kind.Safe, "");
        foreach (var row in suspects)
        {
            var sent = last.Kind == Kind.Away ? Task.FromResult(last) : Send(bus, row, stop);
            await Fly(new() { [row] = sent }, stop);
            last = await sent;
        }
    }

    /// <summary>Writes down what becomes of the rows, until something has become of each; in the end, once: what is not written
    /// down is told again when its lease is over.</summary>
    private async Task Fly(Dictionary<OutboxRow, Task<Outcome>> rows, CancellationToken stop)
    {
        while (rows.Count > 0)
        {
            await Task.WhenAny(Task.WhenAll(rows.Values), Task.Delay(Stride, CancellationToken.None));
            var done = rows.Where(row => row.Value.IsCompleted).ToDictionary();
            if (!await Guarded(() => Record(done), CancellationToken.None) && !stop.IsCancellationRequested)
                continue;
            foreach (var row in done.Keys)
                rows.Remove(row);
            landed.Ring();
        }
    }

    private async Task<bool> Record(Dictionary<OutboxRow, Task<Outcome>> rows)
    {
        if (rows.Count == 0)
            return true;
        var done = rows.ToLookup(f => f.Value.Result.Kind, f => f);
        await Delete([.. done[Kind.Safe].Select(d => d.Key.Sequence)]);
        foreach (var row in rows.Keys)
            flying.TryRemove(row.Sequence, out _); // before what has failed may be taken again
        foreach (var (row, outcome) in done[Kind.OwnFault])
            await BackOff(row, outcome.Result.Reason);
        if (done[Kind.Away].Select(d => d.Key.Sequence).ToArray() is { Length: > 0 } waiting)
            await Release(row => waiting.Contains(row.Sequence) && row.LeaseOwner == me);
        var away = done[Kind.Away].Select(d => d.Value.Result.Reason).ToList();
        if (away.Count > 0 && !life.ApplicationStopping.IsCancellationRequested)
            log.BusAway(away.Count, name, away[0]);
        timesAway = done[Kind.Safe].Any() ? 0 : Math.Min(timesAway + Math.Sign(away.Count), 5);
        if (away.Count > 0)
            bell.Ring();
        return true;
    }

    private async Task<Outcome> Send(IBus bus, OutboxRow row, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        using var activity = Telemetry.Source.StartActivity("outbox relay", ActivityKind.Producer, row.TraceParent);
        try
        {
            var type = Wire.TypeOf(row.Type) ?? throw new NotSupportedException($"Unknown type {row.Type}.");
            var message = JsonSerializer.Deserialize(row.Body, type, Wire.Json) ?? throw new JsonException();
            var settled = settling?.Expect(row.Id, type) ?? Task.CompletedTask;
            var pipe = Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = row.Id;
                context.SetEnvelope(row.Community, row.Version, row.OccurredAt);
            });
            // After a broker's outage a publish may hang for ever and hear no token; what is refused MassTransit tries
            // again without end: never wait for it alone.
            var refused = (refusals[row.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            await (await Task.WhenAny(bus.Publish(message, type, pipe, limit.Token), refused).WaitAsync(limit.Token));
            await settled.WaitAsync(limit.Token);
            return new Outcome(Kind.Safe, "");
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            return new Outcome(IsAway(e) ? Kind.Away : Kind.OwnFault, $"{e.GetType().Name}: {e.Message}");
        }
        finally
        {
            await limit.CancelAsync();
            refusals.TryRemove(row.Id, out _);
            settling?.Forget(row.Id);
        }
    }

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    /// <summary>One try, of many perhaps.</summary>
    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class
    {
        if (IsRefusal(exception) && refusals.TryGetValue(context.MessageId ?? default, out var refused))
            refused.TrySetException(exception);
        return Task.CompletedTask;
    }

    /// <summary>A refusal that names the message itself (too large, not permitted) is the row's own fault.</summary>
    private static bool IsAway(Exception e) => !IsRefusal(e) && e switch
    {
        OperationCanceledException or TimeoutException or IOException or SocketException => true,
        ConnectionException or TransportException => true,
        AlreadyClosedException or BrokerUnreachableException or OperationInterruptedException => true,
        _ => e.InnerException is not null && IsAway(e.InnerException),
    };

    private static bool IsRefusal(Exception e) =>
        e is OperationInterruptedException { ShutdownReason.ReplyCode: 403 or 404 or 406 }
        || (e.InnerException is not null && IsRefusal(e.InnerException));

    private Task<List<OutboxRow>> Claim(int room, CancellationToken cancellation) => Write(async db =>
    {
        var (now, until) = (time.GetUtcNow().UtcTicks, ServiceDefaults.Clock.In(time, 2 * Limit).UtcTicks);
        var sql = inFile ? $"{Take}) RETURNING *" : $"""
            {ByIndex}{Take} FOR UPDATE SKIP LOCKED) AND (SELECT pg_try_advisory_xact_lock_shared({OutboxRow.TellLock})) RETURNING *
            """; // a backup keeps all relays still for a while
        return await db.Outbox.FromSqlRaw(sql, until, me, now, room).AsNoTracking().ToListAsync(cancellation);
    });

    private Task Delete(long[] sequences) => sequences.Length == 0 ? Task.CompletedTask : Write(db =>
        db.Outbox.Where(r => sequences.Contains(r.Sequence)).ExecuteDeleteAsync());

    private Task<bool> Release(Expression<Func<OutboxRow, bool>> which) => Write(async db =>
        await db.Outbox.Where(which)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null)) > 0);

    private async Task Measure(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!Telemetry.Depth.Enabled || now < measured + TimeSpan.FromSeconds(10))
            return;
        measured = now;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var due = db.Outbox.Where(r => r.ParkedAt == null && r.NotBefore <= now);
        var oldest = await due.MinAsync(r => (DateTimeOffset?)r.NotBefore, cancellation);
        var parked = await db.Outbox.CountAsync(r => r.ParkedAt != null, cancellation)
            + await db.ParkedDeliveries.CountAsync(cancellation);
        var tag = new KeyValuePair<string, object?>("db.namespace", name);
        Telemetry.Depth.Record(await due.CountAsync(cancellation), tag);
        Telemetry.OldestAge.Record(oldest is null ? 0 : (now - oldest.Value).TotalSeconds, tag);
        Telemetry.Parked.Record(parked, tag);
    }

    private async Task BackOff(OutboxRow row, string reason)
    {
        var attempts = row.Attempts + 1;
        var now = time.GetUtcNow();
        var pause = options.Value.Backoff * Math.Pow(2, attempts - 1) * (1 + (Random.Shared.NextDouble() / 2));
        var next = ServiceDefaults.Clock.In(time, pause < TimeSpan.FromMinutes(5) ? pause : TimeSpan.FromMinutes(5));
        DateTimeOffset? parked = attempts >= options.Value.Tries ? now : null;
        await Write(db => db.Outbox.Where(r => r.Sequence == row.Sequence).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.Attempts, attempts)
            .SetProperty(r => r.LastError, reason)
            .SetProperty(r => r.NotBefore, next)
            .SetProperty(r => r.ParkedAt, parked)
            .SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null)));
        if (parked is null)
            log.RowFailed(row.Id, row.Type, attempts, reason);
        else
            log.RowParked(row.Id, row.Type, attempts, reason);
    }

    /// <summary>A short transaction, so that on SQLite the relay queues like every writer.</summary>
    private async Task<T> Write<T>(Func<TDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await act(db);
        await transaction.CommitAsync();
        return result;
    }

    private async Task<bool> Guarded(Func<Task<bool>> act, CancellationToken stop)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.RelayFailed(e, name); // the database is away: at most one line a second
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
            return false;
        }
    }

    private enum Kind { Safe, OwnFault, Away }

    private sealed record Outcome(Kind Kind, string Reason);
}
