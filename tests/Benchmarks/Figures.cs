namespace FiveSocieties.Tests.Benchmarks;

/// <summary>What a series of measurements comes to.</summary>
internal static class Figures
{
    /// <summary>Median and 99th percentile by nearest rank, and the longest, of milliseconds.</summary>
    public static string Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return $"p50 {At(sorted, 0.5),8:0.00} ms   p99 {At(sorted, 0.99),8:0.00} ms   longest {sorted[^1],8:0.00} ms";
    }

    private static double At(double[] sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
