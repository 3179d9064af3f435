using System.Diagnostics.Metrics;

namespace FiveSocieties.Matching;

/// <summary>What an operator watches of Matching.</summary>
internal static class Telemetry
{
    private static readonly Meter Meter = new("FiveSocieties.Matching");

    public static readonly Histogram<double> Solution = Meter.CreateHistogram<double>(
        "matching.round.duration", "s", "Time of the solution of a round");

    public static readonly Histogram<long> Gap = Meter.CreateHistogram<long>(
        "matching.round.gap", "s", "What a round may be away from its optimum; 0 is exact");
}
