using FiveSocieties.Events;
using FiveSocieties.Insights.Stories;

namespace FiveSocieties.Insights.Indicators;

/// <summary>How long something takes; both by nearest rank, so each is a time that really occurred.</summary>
/// <param name="Median">Seconds: half of them took no longer.</param>
/// <param name="P90">Seconds: nine in ten took no longer.</param>
public sealed record Durations(double Median, double P90)
{
    /// <summary>Null when there is nothing to measure.</summary>
    public static Durations? Of(IEnumerable<TimeSpan> spans)
    {
        var sorted = spans.Select(span => Math.Round(span.TotalSeconds, 3)).Order().ToArray();
        return sorted.Length == 0 ? null : new(Rank(0.5), Rank(0.9));

        double Rank(double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}

/// <summary>
/// First figures of a community, of the whistles raised in a period, as far as they have come by now. They count
/// whistles, minutes and points, never persons.
/// </summary>
/// <param name="Raised">Whistles raised.</param>
/// <param name="ByUrgency">The same by urgency.</param>
/// <param name="Blown">Of these, blown.</param>
/// <param name="Closed">Of these, closed and not reopened, by code.</param>
/// <param name="Escalated">Of these, escalated at least once.</param>
/// <param name="ResponseRate">
/// Share of the blown whose first linkage formed by <c>respondBy</c>, among those that formed or are late; 0 to 1.
/// </param>
/// <param name="SolutionRate">Share of the closed that the resident called solved; 0 to 1.</param>
/// <param name="SecondsToLink">From the first blow to the first linkage formed.</param>
/// <param name="SecondsToServe">From the first blow to the first linkage served.</param>
/// <param name="Minutes">Minutes of help, all helpers together.</param>
/// <param name="Points">Points credited.</param>
/// <param name="SocietiesPerLinkage">Societies in a formed linkage beside the community, on average.</param>
public sealed record Figures(
    int Raised,
    IReadOnlyDictionary<Urgency, int> ByUrgency,
    int Blown,
    IReadOnlyDictionary<ClosingCode, int> Closed,
    int Escalated,
    double? ResponseRate,
    double? SolutionRate,
    Durations? SecondsToLink,
    Durations? SecondsToServe,
    long Minutes,
    long Points,
    double? SocietiesPerLinkage)
{
    /// <summary>The names of the events that the figures need; the rest of the log is not read.</summary>
    public static readonly string[] Needs =
    [
        nameof(WhistleRaised), nameof(WhistleBlown), nameof(WhistleEscalated), nameof(WhistleClosed),
        nameof(WhistleReopened),
        nameof(LinkageFormed), nameof(LinkageServed), nameof(EngagementFinished), nameof(PointsCredited),
    ];

    /// <summary>The figures of some whistles; each entry holds the events of one.</summary>
    public static Figures Of(IEnumerable<IEnumerable<Told>> whistles, DateTimeOffset now)
    {
        var tales = whistles.Select(told => told.OrderBy(x => x.At).ToList()).ToList();
        var closed = tales.Select(LastEnd).OfType<WhistleClosed>().ToList();
        var formed = tales.SelectMany(All<LinkageFormed>).ToList();
        var prompt = tales.Select(told => IsPrompt(told, now)).OfType<bool>().ToList();
        return new(
            tales.Count,
            Count(tales.Select(Last<WhistleRaised>).OfType<WhistleRaised>().Select(x => x.Urgency)),
            tales.Count(told => All<WhistleBlown>(told).Any()),
            Count(closed.Select(x => x.Code)),
            tales.Count(told => All<WhistleEscalated>(told).Any()),
            Share(prompt.Count(x => x), prompt.Count),
            Share(closed.Count(x => x.Code == ClosingCode.Solved), closed.Count),
            Durations.Of(tales.Select(SinceBlown<LinkageFormed>).OfType<TimeSpan>()),
            Durations.Of(tales.Select(SinceBlown<LinkageServed>).OfType<TimeSpan>()),
            tales.SelectMany(All<EngagementFinished>).Sum(x => (long)x.Minutes),
            tales.SelectMany(All<PointsCredited>).Sum(x => x.Amount),
            formed.Count == 0 ? null : Math.Round(formed.Average(x => x.Societies.Count), 2));
    }

    private static IEnumerable<T> All<T>(List<Told> told) => told.Select(x => x.Event).OfType<T>();

    private static T? Last<T>(List<Told> told) => All<T>(told).LastOrDefault();

    private static object? LastEnd(List<Told> told) =>
        told.FindLast(x => x.Event is WhistleClosed or WhistleReopened)?.Event;

    /// <summary>Null while it can still become prompt, and when it was never blown.</summary>
    private static bool? IsPrompt(List<Told> told, DateTimeOffset now)
    {
        if (All<WhistleBlown>(told).MinBy(x => x.Round) is not { } blown)
            return null;
        var formed = told.Find(x => x.Event is LinkageFormed first && first.Round == blown.Round);
        if (formed is not null)
            return formed.At <= blown.RespondBy;
        return now > blown.RespondBy ? false : null;
    }

    private static TimeSpan? SinceBlown<T>(List<Told> told)
    {
        var (blown, done) = (told.Find(x => x.Event is WhistleBlown), told.Find(x => x.Event is T));
        return blown is null || done is null ? null : TimeSpan.FromTicks(Math.Max(0, (done.At - blown.At).Ticks));
    }

    private static Dictionary<T, int> Count<T>(IEnumerable<T> values)
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => value, value => values.Count(x => x.Equals(value)));

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}
