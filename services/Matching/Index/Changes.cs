using System.Threading.Channels;
using FiveSocieties.Events;

namespace FiveSocieties.Matching.Index;

/// <summary>A resource to be read again.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Id">By its owner's id.</param>
/// <param name="Version">At least this one is to be seen.</param>
public sealed record Change(Society Owner, Guid Id, long Version);

/// <summary>What was heard and not yet read, in memory: a list of everything heals what is lost with it.</summary>
public sealed class Changes
{
    private readonly Channel<Change> resources = Channel.CreateUnbounded<Change>();
    private readonly Channel<string> grids = Channel.CreateUnbounded<string>();

    internal void Add(Change change) => resources.Writer.TryWrite(change);

    internal void AddGrids(string community) => grids.Writer.TryWrite(community);

    /// <summary>Waits for one and takes what else comes within <paramref name="gather"/>, up to so many.</summary>
    internal Task<List<Change>> Take(TimeSpan gather, int most, CancellationToken cancellation) =>
        Take(resources.Reader, gather, most, cancellation);

    /// <summary>The communities whose grids or barriers changed.</summary>
    internal Task<List<string>> TakeGrids(TimeSpan gather, int most, CancellationToken cancellation) =>
        Take(grids.Reader, gather, most, cancellation);

    private static async Task<List<T>> Take<T>(
        ChannelReader<T> queue, TimeSpan gather, int most, CancellationToken cancellation)
    {
        await queue.WaitToReadAsync(cancellation);
        await Task.Delay(gather, cancellation);
        List<T> taken = [];
        while (taken.Count < most && queue.TryRead(out var next))
            taken.Add(next);
        return taken;
    }
}
