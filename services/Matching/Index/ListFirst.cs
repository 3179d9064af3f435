using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Matching.Index;

/// <summary>
/// A replica beside others knows what they know before it is asked anything: it would answer that nobody fits. It does not
/// wait for ever, since the pools may be waiting for it.
/// </summary>
internal sealed class ListFirst(IndexKeeper keeper) : IGroundwork
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public Task Prepare() => keeper.ListOnce(Longest);

    public Task Migrate() => Task.CompletedTask;
}
