using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Messaging;

/// <summary>Work that waits for its time, not for a call: expiries, clocks, questions to other services. No
/// transaction is open while it runs; it saves itself, one row, one transaction.</summary>
public interface ISweep
{
    /// <summary>How many it did. More than none: there may be more, it runs again at once.</summary>
    Task<int> Run(CancellationToken cancellation);
}

/// <summary>Registers sweeps.</summary>
public static class Sweeps
{
    /// <summary>Runs <typeparamref name="TSweep"/> at start, then each <paramref name="interval"/> by the application's
    /// clock, and with <paramref name="wakeOnCommit"/> whenever <typeparamref name="TDb"/> saved something.</summary>
    public static IServiceCollection AddSweep<TDb, TSweep>(
        this IServiceCollection services, TimeSpan interval, bool wakeOnCommit = false)
        where TDb : ServiceDb
        where TSweep : class, ISweep
    {
        services.TryAddScoped<TSweep>();
        return services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<SweepLoop<TDb, TSweep>>(provider, interval, wakeOnCommit));
    }
}

internal sealed class SweepLoop<TDb, TSweep>(
    TimeSpan interval, bool wakeOnCommit, IServiceScopeFactory scopes, Commits<TDb> commits, TimeProvider time,
    IHostApplicationLifetime life, ILogger<SweepLoop<TDb, TSweep>> log) : BackgroundService
    where TDb : ServiceDb
    where TSweep : class, ISweep
{
    private readonly Bell bell = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (wakeOnCommit)
            commits.Saved += bell.Ring;
        await life.Started(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            while (await RunOnce(stoppingToken) > 0)
                stoppingToken.ThrowIfCancellationRequested();
            await bell.Wait(interval, time, stoppingToken);
        }
    }

    private async Task<int> RunOnce(CancellationToken cancellation)
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

/// <summary>Forgets what nobody can ask for any more.</summary>
internal sealed class Forget<TDb>(TDb db, IOptions<MessagingOptions> options) : ISweep
    where TDb : ServiceDb
{
    public async Task<int> Run(CancellationToken cancellation)
    {
        var (inbox, answers) = (db.Now - options.Value.KeepInbox, db.Now - options.Value.KeepAnswers);
        await db.Inbox.Where(r => r.ReceivedAt < inbox).ExecuteDeleteAsync(cancellation);
        await db.KeptAnswers.Where(a => a.At < answers).ExecuteDeleteAsync(cancellation);
        return 0;
    }
}
