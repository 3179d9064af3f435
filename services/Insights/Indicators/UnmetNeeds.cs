using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Indicators;

/// <summary>One skill that was missing in one micro-grid.</summary>
/// <param name="MicroGridId">Where.</param>
/// <param name="Skill">What was missing.</param>
/// <param name="Whistles">Whistles that missed it.</param>
/// <param name="Helpers">How many helpers were missing, all these whistles together.</param>
public sealed record UnmetNeed(Guid? MicroGridId, string Skill, int Whistles, int Helpers);

/// <summary>
/// What linkages fell short of, whatever became of the whistle afterwards. A micro-grid is a few houses: where fewer
/// than five whistles miss the same skill, the place is not shown, since neighbours could guess who it was.
/// </summary>
/// <param name="Whistles">Whistles whose linkage fell short at least once.</param>
/// <param name="ByMicroGrid">By micro-grid and skill, groups of five whistles or more, the largest first.</param>
/// <param name="Elsewhere">The smaller groups by skill alone, without their place; again only five or more.</param>
public sealed record UnmetNeeds(
    int Whistles, IReadOnlyList<UnmetNeed> ByMicroGrid, IReadOnlyList<UnmetNeed> Elsewhere)
{
    /// <summary>Fewer whistles than this are no group.</summary>
    public const int SmallestGroup = 5;

    internal static async Task<UnmetNeeds> Read(Raised raised, CancellationToken cancellation)
    {
        var rows = await (
            from whistle in raised.Whistles
            join told in raised.All(nameof(LinkageFellShort)) on whistle.WhistleId equals told.WhistleId
            select new { whistle.WhistleId, whistle.MicroGridId, told.Body }).ToListAsync(cancellation);
        var missing =
            from row in rows
            from line in ((LinkageFellShort)EventTypes.Read(nameof(LinkageFellShort), row.Body)!).Missing
            select (row.WhistleId, row.MicroGridId, line.Skill, line.Open);
        var groups = missing.ToLookup(x => (x.MicroGridId, x.Skill));
        var byMicroGrid = groups.Where(IsLarge).ToList();
        var elsewhere = groups.Except(byMicroGrid).SelectMany(x => x).ToLookup(x => (default(Guid?), x.Skill));
        return new(
            rows.DistinctBy(x => x.WhistleId).Count(),
            Needs(byMicroGrid),
            Needs(elsewhere.Where(IsLarge)));

        static bool IsLarge(IEnumerable<(Guid? WhistleId, Guid?, string, int)> group) =>
            group.DistinctBy(x => x.WhistleId).Count() >= SmallestGroup;

        static List<UnmetNeed> Needs(
            IEnumerable<IGrouping<(Guid? Place, string Skill), (Guid? WhistleId, Guid?, string, int Open)>> groups) =>
            [
                .. groups
                    .Select(x => new UnmetNeed(
                        x.Key.Place, x.Key.Skill, x.DistinctBy(line => line.WhistleId).Count(),
                        x.Sum(line => line.Open)))
                    .OrderByDescending(x => x.Whistles).ThenBy(x => x.Skill, StringComparer.Ordinal)
                    .ThenBy(x => x.MicroGridId),
            ];
    }
}
