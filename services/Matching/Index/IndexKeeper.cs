using System.Collections.Concurrent;
using FiveSocieties.Events;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Matching.Index;

/// <summary>
/// Keeps the index fresh. Each source is listed once the process serves, again every few minutes, and whenever changes
/// may have been missed; between that, what was heard to have changed is read.
/// </summary>
public sealed class IndexKeeper(
    ResourceIndex index,
    Pools pools,
    Changes changes,
    IOptions<MatchingOptions> options,
    IHostApplicationLifetime life,
    ILogger<IndexKeeper> log) : BackgroundService
{
    private const string Territory = "Territory";

    private readonly ConcurrentDictionary<string, bool> listed = [];
    private volatile CancellationTokenSource rest = new();

    /// <summary>Sources that have not been listed yet.</summary>
    public IReadOnlyCollection<string> Missing =>
        [.. Pools.Owners.Select(Pools.ServiceOf).Append(Territory).Where(source => !listed.ContainsKey(source))];

    private IEnumerable<(string Name, Func<CancellationToken, Task> List)> Sources =>
        Pools.Owners.Select(owner => (Pools.ServiceOf(owner), Listing(owner))).Append((Territory, ListTerritory));

    /// <summary>Lists every source, and waits for those that do not answer for as long as <paramref name="limit"/> lets it.
    /// </summary>
    public async Task ListOnce(TimeSpan limit)
    {
        using var over = new CancellationTokenSource(limit);
        await Task.WhenAll(Sources.Select(async source =>
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
            await Forever(source.Name, async () =>
            {
                await source.List(done.Token);
                listed[source.Name] = true;
                await done.CancelAsync();
            }, done.Token);
        }));
    }

    /// <summary>Changes may have been missed: lists every source now.</summary>
    public void ListAnew() => Interlocked.Exchange(ref rest, new()).Cancel();

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        // In one process with the pools, there is nobody to ask before it serves.
        await Task.Delay(Timeout.Infinite, life.ApplicationStarted).ContinueWith(
            _ => { }, stopping, TaskContinuationOptions.None, TaskScheduler.Default);
        await Task.WhenAll(
            [
                .. Sources.Select(source => Relist(source.Name, () => source.List(stopping), stopping)),
                Forever("Changes", () => Follow(stopping), stopping),
                Forever("GridChanges", () => FollowGrids(stopping), stopping),
            ]);
    }

    private Task Relist(string source, Func<Task> list, CancellationToken stopping) =>
        Forever(source, async () =>
        {
            var asked = rest;
            await list();
            listed[source] = true;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(asked.Token, stopping);
            await Task.Delay(options.Value.RelistEvery, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }, stopping);

    /// <summary>Again and again; after a failure with growing pauses.</summary>
    private async Task Forever(string source, Func<Task> work, CancellationToken stopping)
    {
        var pause = options.Value.Pause;
        while (!stopping.IsCancellationRequested)
            try
            {
                await work();
                pause = options.Value.Pause;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return; // a call that is cut off says so in words of its own
            }
            catch (Exception e)
            {
                log.SourceAway(source, pause, e.Message);
                await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, options.Value.LongestPause.Ticks));
            }
    }

    private Func<CancellationToken, Task> Listing(Society owner) => async stopping =>
    {
        var mark = index.Mark;
        var (hats, unusable) = await pools.List(owner, stopping);
        index.Replace((int)owner, hats, mark);
        log.SourceListed(Pools.ServiceOf(owner), hats.Count, unusable);
    };

    private async Task ListTerritory(CancellationToken stopping)
    {
        var grids = await pools.Grids("", stopping);
        index.SetGrids("", grids);
        index.SetBarriers(await pools.Barriers("", stopping));
        log.SourceListed(Territory, grids.Count, 0);
    }

    private async Task Follow(CancellationToken stopping)
    {
        var heard = await changes.Take(options.Value.Gather, Pools.MostIds, stopping);
        foreach (var own in heard.Where(x => index.VersionOf((int)x.Owner, x.Id) < x.Version).GroupBy(x => x.Owner))
        {
            var ids = own.Select(change => change.Id).ToHashSet();
            try
            {
                var hats = await pools.Get(own.Key, ids, stopping);
                ids.ExceptWith(hats.Select(hat => hat.Id));
                index.Apply(hats, ids.Select(id => ((int)own.Key, id)));
                log.ResourcesRead(Pools.ServiceOf(own.Key), hats.Count, ids.Count);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // One owner that is away does not hold up the others.
                log.SourceAway(Pools.ServiceOf(own.Key), options.Value.Pause, e.Message);
                _ = Later(own.ToList(), stopping);
            }
        }
    }

    private async Task Later(List<Change> again, CancellationToken stopping)
    {
        await Task.Delay(options.Value.Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        again.ForEach(changes.Add);
    }

    private async Task FollowGrids(CancellationToken stopping)
    {
        var communities = await changes.TakeGrids(options.Value.Gather, Pools.MostIds, stopping);
        foreach (var community in communities.Distinct())
            try
            {
                index.SetGrids(community, await pools.Grids(community, stopping));
                index.SetBarriers(await pools.Barriers(community, stopping));
            }
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                changes.AddGrids(community);
                throw;
            }
    }
}
