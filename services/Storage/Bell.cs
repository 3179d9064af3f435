namespace FiveSocieties.Storage;

/// <summary>Wakes one loop; a ring while it works is not lost.</summary>
public sealed class Bell
{
    private TaskCompletionSource rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From any thread.</summary>
    public void Ring() => Volatile.Read(ref rung).TrySetResult();

    /// <summary>Returns when rung or when <paramref name="patience"/> is over.</summary>
    public async Task Wait(TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        await rung.Task.WaitAsync(patience, time, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref rung, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
