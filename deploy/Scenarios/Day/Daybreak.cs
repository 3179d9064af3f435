namespace FiveSocieties.Scenarios.Day;

/// <summary>When a day begins.</summary>
internal static class Daybreak
{
    /// <summary>So long before its first need a day begins to be played.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>What is raised late by so much is still in time for all that follows.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>
    /// A day belongs to a date of the platform's clock. Whoever comes before its first need, or little later, plays the
    /// day that runs; whoever comes later waits for the next. In its small hours nothing is raised, so nothing is played.
    /// </summary>
    public static async Task Await(IReadOnlyList<Run> runs, PlatformTime time, TextWriter progress, CancellationToken cancel)
    {
        var local = time.Local;
        var midnight = local - local.TimeOfDay;
        var first = runs.SelectMany(run => run.Day.Whistles).Min(script => script.At);
        if (local > midnight + first + Late)
            midnight = midnight.AddDays(1);
        foreach (var run in runs)
            run.Note(() => run.Midnight = midnight);
        var left = time.Real(midnight + first - Early - local);
        if (left <= TimeSpan.Zero)
            return;
        await progress.WriteLineAsync($"It is {local:HH:mm} on the platform; the day begins in {left.TotalSeconds:0} s.");
        await Task.Delay(left, cancel);
    }
}
