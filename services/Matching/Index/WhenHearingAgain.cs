using MassTransit;

namespace FiveSocieties.Matching.Index;

/// <summary>
/// A replica's queue goes with its connection, and what was said meanwhile with it: when the queue stands again,
/// everything is listed anew.
/// </summary>
internal sealed class WhenHearingAgain(IndexKeeper keeper) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        if (ready.InputAddress.AbsolutePath.Contains("/matching-on-", StringComparison.Ordinal))
            keeper.ListAnew();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
