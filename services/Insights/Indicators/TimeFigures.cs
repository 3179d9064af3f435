namespace FiveSocieties.Insights.Indicators;

/// <summary>How long something takes; both by nearest rank, so each is a time that really occurred.</summary>
/// <param name="Count">How many were measured.</param>
/// <param name="Median">Seconds: half of them took no longer.</param>
/// <param name="P90">Seconds: nine in ten took no longer.</param>
public sealed record Durations(int Count, double Median, double P90)
{
    /// <summary>Of milliseconds; null when there is nothing to measure.</summary>
    public static Durations? Of(IEnumerable<long> milliseconds)
    {
        long[] sorted = [.. milliseconds.Order()];
        return sorted.Length == 0 ? null : new(sorted.Length, Rank(0.5), Rank(0.9));

        double Rank(double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)] / 1000.0;
    }
}

/// <summary>
/// How long help takes on the clock on the wall, nights, holidays and pauses included: what the resident waits.
/// </summary>
/// <param name="ToLink">From the first blow to the first linkage formed.</param>
/// <param name="ToServe">From the first blow to the first linkage served.</param>
public sealed record TimeFigures(Durations? ToLink, Durations? ToServe)
{
    internal static TimeFigures Of(Figures all) => new(Durations.Of(all.ToLink), Durations.Of(all.ToServe));
}
