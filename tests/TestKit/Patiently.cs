using System.Diagnostics;

namespace FiveSocieties.Tests.TestKit;

/// <summary>For what happens in the background and soon.</summary>
public static class Patiently
{
    /// <summary>Asks until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It never was, within the limit (20 seconds unless told).</exception>
    public static async Task Until(string what, Func<Task<bool>> isSo, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (clock.Elapsed > (limit ?? TimeSpan.FromSeconds(20)))
                throw new TimeoutException($"Waited {clock.Elapsed.TotalSeconds:0} s in vain: {what}.");
            await Task.Delay(10);
        }
    }

    /// <summary>Asks until there is an answer, and gives it.</summary>
    public static async Task<T> Get<T>(string what, Func<Task<T?>> look, TimeSpan? limit = null)
        where T : class
    {
        T? found = null;
        await Until(what, async () => (found = await look()) is not null, limit);
        return found!;
    }

    /// <summary>Tries three times: for starts that need a port, which somebody else may have taken meanwhile.</summary>
    internal static async Task<T> Try<T>(Func<Task<T>> start)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await start();
            }
            catch (InvalidOperationException) when (tries < 3)
            {
            }
        }
    }
}
