using FiveSocieties.Events;

namespace FiveSocieties.Insights.Indicators;

/// <summary>How many whistles, of what kind, and what became of them. Whistles are counted, never persons.</summary>
/// <param name="Raised">Whistles raised.</param>
/// <param name="ByClass">The same by class of need.</param>
/// <param name="ByUrgency">The same by urgency.</param>
/// <param name="ByEnd">
/// The same by how each stands now: the code of its last closing, unless it was reopened since; <c>Duplicate</c>;
/// <c>NotOurs</c>; otherwise <c>Open</c>.
/// </param>
/// <param name="Reopened">Whistles that a resident reopened at least once.</param>
/// <param name="Reopenings">How often that happened.</param>
/// <param name="Escalated">Whistles that went to the sub-district at least once.</param>
/// <param name="Deferred">Whistles deferred (挂账) at least once.</param>
public sealed record WhistleFigures(
    int Raised,
    IReadOnlyDictionary<string, int> ByClass,
    IReadOnlyDictionary<Urgency, int> ByUrgency,
    IReadOnlyDictionary<string, int> ByEnd,
    int Reopened,
    int Reopenings,
    int Escalated,
    int Deferred)
{
    internal static WhistleFigures Of(Figures all) => new(
        all.Whistles,
        Sorted(all.ByClass),
        Enum.GetValues<Urgency>().ToDictionary(x => x, x => all.ByUrgency.GetValueOrDefault($"{x}")),
        Sorted(all.ByEnd),
        all.Reopened,
        all.Reopenings,
        all.Escalated,
        all.Deferred);

    private static SortedDictionary<string, int> Sorted(Dictionary<string, int> counts) =>
        new(counts, StringComparer.Ordinal);
}
