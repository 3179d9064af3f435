using System.Collections.Concurrent;
using System.Diagnostics;
using FiveSocieties.Storage;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Messaging;

/// <summary>Carries what a database has told to the bus. Rows are taken (<see cref="Outbox{TDb}"/>), sent (<see cref="Sending"/>), and
/// gone once they are safe; a crash in between tells them again; the inbox of the hearer drops the second. Several replicas
/// share the work.</summary>
internal sealed class Relay<TDb>(
    string name, IServiceScopeFactory scopes, IServiceProvider services, Commits<TDb> commits, TimeProvider time,
    IOptions<MessagingOptions> options, IHostApplicationLifetime life, ILogger<Relay<TDb>> log) : BackgroundService
    where TDb : ServiceDb
{
    private readonly Bell bell = new();
    private readonly Bell landed = new();
    private readonly List<Task> flights = [];
    private readonly ConcurrentDictionary<long, OutboxRow> flying = new();
    private DateTimeOffset measured;
    private volatile int timesAway;

    private int Room => options.Value.InFlight - flying.Count;

    /// <summary>How long what is sent may take.</summary>
    private TimeSpan Limit =>
        services.GetService<Settling>() is null ? options.Value.PublishLimit : options.Value.SettleLimit;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Activity.Current = null; // a trace belongs to a row, not to the loop
        if (services.GetService<IBusControl>() is not { } bus)
            return;
        var settling = services.GetService<Settling>();
        var inFile = services.GetServices<ServiceDatabase>().Any(
            database => database.Context == typeof(TDb) && database.File is not null);
        var outbox = new Outbox<TDb>(scopes, time, inFile, 2 * Limit);
        var sending = new Sending(bus, settling);
        commits.Told += bell.Ring;
        bus.ConnectPublishObserver(sending);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        var stop = stopping.Token;
        await life.Started(stop);
        while (bus.CheckHealth().Status != BusHealthStatus.Healthy)
            await Task.Delay(100, stop); // topology first: what is published before it is lost
        if (inFile)
            await Guarded(outbox.ReleaseAll, stop);
        while (!stop.IsCancellationRequested)
        {
            var more = false;
            await Guarded(async () => more = await Round(outbox, sending, settling is null, stop), stop);
            if (!more)
                await bell.Wait(options.Value.Poll, time, stop);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(flights).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Sends off what is due, as far as there is room; true when there may be more to do at once.</summary>
    /// <param name="failsTogether">One that is refused takes its neighbours with it.</param>
    private async Task<bool> Round(Outbox<TDb> outbox, Sending sending, bool failsTogether, CancellationToken stop)
    {
        if (timesAway > 0)
        {
            await Task.WhenAll(flights);
            await Task.Delay(Math.Min(2000, 100 << timesAway), stop);
        }

        flights.RemoveAll(flight => flight.IsCompleted);
        if (Room < options.Value.Batch)
            await landed.Wait(TimeSpan.FromSeconds(1), time, stop);
        if (Room <= 0)
            return true;
        var hand = await outbox.Take(Math.Min(Room, options.Value.Batch), stop);
        // Whose lease is over and that still flies is not sent a second time.
        var rows = hand.Rows.Where(row => flying.TryAdd(row.Sequence, row)).ToList();
        if (hand.Rows.Count == 0 && flights.Count == 0)
            await Measure(stop);
        var suspects = failsTogether ? rows.Where(row => row.Attempts > 0).ToList() : [];
        if (hand.Rows.Count > 0)
            flights.Add(Fly(outbox, hand, rows.Except(suspects), sending.Send, stop)); // in the order told
        await Alone(outbox, hand, sending, suspects, stop);
        return rows.Count > 0;
    }

    /// <summary>A refusal closes the channel under all that are in flight, so whoever failed before flies alone: it proves
    /// itself, or fails without company.</summary>
    private async Task Alone(
        Outbox<TDb> outbox, Hand<TDb> hand, Sending sending, List<OutboxRow> suspects, CancellationToken stop)
    {
        if (suspects.Count > 0)
            await Task.WhenAll(flights);
        var last = new Outcome(Fate.Safe, "");
        foreach (var suspect in suspects)
        {
            await Fly(
                outbox, hand, [suspect],
                async (row, end) => last = last.Fate == Fate.Away ? last : await sending.Send(row, end), stop);
        }
    }

    /// <summary>Sends the rows and writes down what becomes of them, until something has become of each; in the end, once: what is not written
    /// down is told again.</summary>
    private async Task Fly(
        Outbox<TDb> outbox, Hand<TDb> hand, IEnumerable<OutboxRow> rows,
        Func<OutboxRow, CancellationToken, Task<Outcome>> send, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(Limit);
        var sent = rows.ToDictionary(row => row, row => send(row, end.Token));
        do
        {
            await Task.WhenAny(Task.WhenAll(sent.Values), Task.Delay(hand.Stride, CancellationToken.None));
            var done = sent.Where(row => row.Value.IsCompleted).ToDictionary(row => row.Key, row => row.Value.Result);
            if (!await Guarded(() => Record(outbox, hand, done), CancellationToken.None) && !stop.IsCancellationRequested)
                continue;
            foreach (var row in done.Keys)
                sent.Remove(row);
            landed.Ring();
        }
        while (sent.Count > 0);
    }

    private async Task Record(Outbox<TDb> outbox, Hand<TDb> hand, Dictionary<OutboxRow, Outcome> done)
    {
        if (done.Count == 0 && !hand.IsOpen)
            return;
        var fates = done.ToLookup(row => row.Value.Fate, row => row.Key);
        await hand.Write([.. fates[Fate.Safe]], async db =>
        {
            Land(fates[Fate.OwnFault].Concat(fates[Fate.Away])); // before they may be taken again
            foreach (var row in fates[Fate.OwnFault])
                Log(row, await outbox.BackOff(db, row, done[row].Reason, options.Value.Backoff, options.Value.Tries), done[row].Reason);
            await outbox.Release(db, fates[Fate.Away]);
        });
        Land(fates[Fate.Safe]);
        var away = fates[Fate.Away].Count();
        timesAway = fates[Fate.Safe].Any() ? 0 : Math.Min(timesAway + Math.Sign(away), 5);
        if (away == 0)
            return;
        if (!life.ApplicationStopping.IsCancellationRequested)
            log.BusAway(away, name, done[fates[Fate.Away].First()].Reason);
        bell.Ring();
    }

    /// <summary>Tells the operator what is due, at most every ten seconds.</summary>
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

    private void Land(IEnumerable<OutboxRow> rows)
    {
        foreach (var row in rows)
            flying.TryRemove(KeyValuePair.Create(row.Sequence, row));
    }

    private void Log(OutboxRow row, (int Attempts, bool IsParked) failed, string reason)
    {
        if (failed.IsParked)
            log.RowParked(row.Id, row.Type, failed.Attempts, reason);
        else
            log.RowFailed(row.Id, row.Type, failed.Attempts, reason);
    }

    private async Task<bool> Guarded(Func<Task> act, CancellationToken stop)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.RelayFailed(e, name); // the database is away: at most one line a second
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
            return false;
        }
    }
}
