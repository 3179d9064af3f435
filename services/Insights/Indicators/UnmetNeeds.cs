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

    internal static UnmetNeeds Of(Figures all)
    {
        var groups = Grouped(all.Unmet);
        var byMicroGrid = groups.FindAll(IsLarge);
        var elsewhere = Grouped(groups.Except(byMicroGrid).Select(x => x with { MicroGridId = null }));
        return new(all.Short, byMicroGrid, elsewhere.FindAll(IsLarge));

        static bool IsLarge(UnmetNeed need) => need.Whistles >= SmallestGroup;

        static List<UnmetNeed> Grouped(IEnumerable<UnmetNeed> needs) =>
        [
            .. needs.GroupBy(x => (x.MicroGridId, x.Skill))
                .Select(x => new UnmetNeed(
                    x.Key.MicroGridId, x.Key.Skill, x.Sum(need => need.Whistles), x.Sum(need => need.Helpers)))
                .OrderByDescending(x => x.Whistles).ThenBy(x => x.Skill, StringComparer.Ordinal)
                .ThenBy(x => x.MicroGridId),
        ];
    }
}
