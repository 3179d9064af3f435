using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.Storage;

/// <summary>Work that waits for its time, not for a call, and is done as a whole. No transaction is open while it runs;
/// it saves itself.</summary>
public interface ISweep
{
    /// <summary>How many it did. More than none: there may be more, it runs again at once.</summary>
    Task<int> Run(CancellationToken cancellation);
}

/// <summary>Rows that wait for their time: expiries, clocks, questions to other services. Each is handled alone and saves
/// itself, several at the same time; one that fails is left for a while and holds up none of the others.</summary>
public interface IDueRows
{
    /// <summary>Those whose time has come, the longest due first.</summary>
    IQueryable<Guid> Due { get; }

    /// <summary>Handles one. It may have been handled by somebody else since it was found.</summary>
    Task Handle(Guid id, CancellationToken cancellation);
}

/// <summary>Registers what waits for its time.</summary>
public static class Sweeps
{
    /// <summary>Runs <typeparamref name="TSweep"/> at start, then each <paramref name="interval"/> by the application's
    /// clock, and with <paramref name="wakeOnCommit"/> whenever <typeparamref name="TDb"/> saved something.</summary>
    public static IServiceCollection AddSweep<TDb, TSweep>(
        this IServiceCollection services, TimeSpan interval, bool wakeOnCommit = false)
        where TDb : DbContext
        where TSweep : class, ISweep
    {
        services.TryAddScoped<TSweep>();
        return services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<SweepLoop<TDb, TSweep>>(provider, interval, wakeOnCommit));
    }

    /// <summary>Looks for rows that are due when <see cref="AddSweep"/> would sweep.</summary>
    public static IServiceCollection AddDueRows<TDb, TRows>(
        this IServiceCollection services, TimeSpan interval, bool wakeOnCommit = false)
        where TDb : DbContext
        where TRows : class, IDueRows
    {
        services.TryAddScoped<TRows>();
        return services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<DueLoop<TDb, TRows>>(provider, interval, wakeOnCommit));
    }
}

/// <summary>Wakes by the clock and by commits, and goes on for as long as there is something to do.</summary>
internal abstract class WakingLoop<TDb>(
    TimeSpan interval, bool wakeOnCommit, Commits<TDb> commits, TimeProvider time, IHostApplicationLifetime life)
    : BackgroundService
    where TDb : DbContext
{
    private readonly Bell bell = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (wakeOnCommit)
            commits.Saved += bell.Ring;
        await life.Started(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            while (await RunOnce(stoppingToken) > 0)
                stoppingToken.ThrowIfCancellationRequested();
            if (interval - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
                await bell.Wait(left, time, stoppingToken);
        }
    }

    protected abstract Task<int> RunOnce(CancellationToken cancellation);
}

internal sealed class SweepLoop<TDb, TSweep>(
    TimeSpan interval, bool wakeOnCommit, IServiceScopeFactory scopes, Commits<TDb> commits, TimeProvider time,
    IHostApplicationLifetime life, ILogger<SweepLoop<TDb, TSweep>> log)
    : WakingLoop<TDb>(interval, wakeOnCommit, commits, time, life)
    where TDb : DbContext
    where TSweep : class, ISweep
{
    protected override async Task<int> RunOnce(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<TSweep>().Run(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return 0; // another replica was first: what is left is found at the next round
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.SweepFailed(e, typeof(TSweep).Name);
            return 0;
        }
    }
}

internal sealed class DueLoop<TDb, TRows>(
    TimeSpan interval, bool wakeOnCommit, IServiceScopeFactory scopes, Commits<TDb> commits, TimeProvider time,
    IHostApplicationLifetime life, ILogger<DueLoop<TDb, TRows>> log)
    : WakingLoop<TDb>(interval, wakeOnCommit, commits, time, life)
    where TDb : DbContext
    where TRows : class, IDueRows
{
    private const int Batch = 16;
    private const int AtOnce = 4;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly TimeProvider time = time;

    /// <summary>Rows that failed: how often in a row, and when last.</summary>
    private readonly ConcurrentDictionary<Guid, (int Times, long Last)> failed = new();

    protected override async Task<int> RunOnce(CancellationToken cancellation)
    {
        try
        {
            var handled = 0;
            await Parallel.ForEachAsync(
                await Due(cancellation),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (id, stop) => Interlocked.Add(ref handled, await Handle(id, stop) ? 1 : 0));
            return handled;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.SweepFailed(e, typeof(TRows).Name);
            return 0;
        }
    }

    private async Task<List<Guid>> Due(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope.ServiceProvider.GetRequiredService<TRows>().Due
            .Take(Batch + failed.Count).ToListAsync(cancellation);
        foreach (var over in failed.Keys.Except(due))
            failed.TryRemove(over, out _);
        return [.. due.Where(id => !IsLeftAlone(id)).Take(Batch)];
    }

    private async Task<bool> Handle(Guid id, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TRows>().Handle(id, cancellation);
            failed.TryRemove(id, out _);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return true; // another was first: whether it is still due is asked again
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.RowNotHandled(e, typeof(TRows).Name, id);
            failed.AddOrUpdate(
                id, _ => (1, time.GetTimestamp()), (_, before) => (before.Times + 1, time.GetTimestamp()));
            return false;
        }
    }

    /// <summary>For a second at first, then twice as long each time.</summary>
    private bool IsLeftAlone(Guid id)
    {
        if (!failed.TryGetValue(id, out var before))
            return false;
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(before.Times - 1, 16)));
        return time.GetElapsedTime(before.Last) < (pause < LongestPause ? pause : LongestPause);
    }
}
