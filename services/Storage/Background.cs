using Microsoft.Extensions.Hosting;

namespace FiveSocieties.Storage;

/// <summary>When background work may begin.</summary>
public static class Background
{
    /// <summary>Background work begins once the process serves: it must not slow the start.</summary>
    public static async Task Started(this IHostApplicationLifetime life, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }
}
