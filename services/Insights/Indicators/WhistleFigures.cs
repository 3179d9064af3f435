using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;

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
    internal const string Reopening = nameof(WhistleReopened);
    internal const string Deferral = nameof(WhistleDeferred);

    /// <summary>Ends that are not closings: the event, and the code under which it counts.</summary>
    internal static readonly Dictionary<string, string> Left = new()
    {
        [nameof(WhistleNotOurs)] = "NotOurs",
        [nameof(WhistleMarkedDuplicate)] = "Duplicate",
    };

    internal static async Task<WhistleFigures> Read(Raised raised, CancellationToken cancellation)
    {
        var kinds = await raised.Whistles.GroupBy(x => new { x.Code, x.Urgency })
            .Select(kind => new { kind.Key.Code, kind.Key.Urgency, Count = kind.Count() }).ToListAsync(cancellation);
        var moves = await raised.ToldRarely(Reopening, Deferral, nameof(WhistleEscalated)).GroupBy(x => x.Type)
            .Select(x => new { x.Key, Times = x.Count(), Of = x.Select(move => move.WhistleId).Distinct().Count() })
            .ToDictionaryAsync(x => x.Key, cancellation);
        var all = kinds.Sum(kind => kind.Count);
        return new(
            all,
            kinds.GroupBy(kind => kind.Code ?? "").OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .ToDictionary(kind => kind.Key, kind => kind.Sum(x => x.Count)),
            Enum.GetValues<Urgency>().ToDictionary(
                urgency => urgency, urgency => kinds.Where(kind => kind.Urgency == urgency).Sum(kind => kind.Count)),
            await Ends(raised, all, cancellation),
            moves.GetValueOrDefault(Reopening)?.Of ?? 0,
            moves.GetValueOrDefault(Reopening)?.Times ?? 0,
            moves.GetValueOrDefault(nameof(WhistleEscalated))?.Of ?? 0,
            moves.GetValueOrDefault(Deferral)?.Of ?? 0);
    }

    private static async Task<SortedDictionary<string, int>> Ends(
        Raised raised, int all, CancellationToken cancellation)
    {
        var reopenings = raised.All(Reopening);
        var ends = await raised.Told(nameof(WhistleClosed))
            .Where(x => !reopenings.Any(again => again.WhistleId == x.WhistleId && again.Version > x.Version))
            .GroupBy(x => x.Code).Select(end => new { Code = end.Key, Count = end.Count() }).ToListAsync(cancellation);
        var left = await raised.ToldRarely([.. Left.Keys]).GroupBy(x => x.Type)
            .Select(end => new { Code = (string?)end.Key, Count = end.Count() }).ToListAsync(cancellation);
        var byEnd = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var end in ends)
            byEnd[end.Code ?? ""] = end.Count;
        foreach (var end in left)
            byEnd[Left[end.Code!]] = byEnd.GetValueOrDefault(Left[end.Code!]) + end.Count;
        byEnd["Open"] = all - byEnd.Values.Sum();
        return byEnd;
    }
}
