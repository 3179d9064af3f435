namespace FiveSocieties.Matching.Engine;

/// <summary>Somebody who would serve a line.</summary>
/// <param name="Helper">The hat to be asked.</param>
/// <param name="Slot">When.</param>
/// <param name="Reasons">The parts of c.</param>
/// <param name="Evenness">What one more task costs this person.</param>
public readonly record struct Candidate(Helper Helper, int Slot, Reasons Reasons, long Evenness)
{
    /// <summary>c + marginal g.</summary>
    public long Cost => Reasons.Cost + Evenness;

    internal static int Order(Candidate a, Candidate b) =>
        a.Cost.CompareTo(b.Cost) is not 0 and var byCost ? byCost : Hat.Order(a.Helper.Hat, b.Helper.Hat);
}

/// <summary>Somebody whom one limit alone excludes.</summary>
/// <param name="Helper">Who.</param>
/// <param name="Verdict">What excludes them.</param>
public readonly record struct NearMiss(Helper Helper, Verdict Verdict);

/// <summary>The answer for one line.</summary>
/// <param name="Candidates">Best first.</param>
/// <param name="NearMisses">Nearest first.</param>
/// <param name="Lacks">What, relaxed least, would serve the rest; none when nothing is missing.</param>
public sealed record LineAnswer(Candidate[] Candidates, NearMiss[] NearMisses, Limit Lacks);

/// <summary>Why somebody would, or would not, be chosen.</summary>
/// <param name="Candidate">Set when feasible.</param>
/// <param name="Rank">1 is best; 0 when not feasible.</param>
/// <param name="Of">How many persons are feasible.</param>
/// <param name="Verdict">What excludes them.</param>
public sealed record PairAnswer(Candidate? Candidate, int Rank, int Of, Verdict Verdict);

/// <summary>Questions about one line.</summary>
public static class LineMatch
{
    /// <summary>Most near misses in one answer.</summary>
    public const int NearMisses = 10;

    /// <summary>The best for one line; a person comes once, in the best hat, in the earliest open slot.</summary>
    public static LineAnswer Best(District district, Need need, Weights weights, Horizon horizon, int take)
    {
        var judge = new Judge(district, need, weights, horizon);
        var feasible = Feasible(judge);
        var misses = Misses(district, need, judge, feasible.Select(x => x.Helper.Person).ToHashSet());
        return new(
            [.. feasible.Take(take)],
            [.. Near(misses).Take(NearMisses)],
            Lacks(misses, need.Quantity - feasible.Count));
    }

    /// <summary>The best without the near misses; a person who could go in several hats may come in each.</summary>
    public static Candidate[] Top(District district, Need need, Weights weights, Horizon horizon, int take)
    {
        var (judge, best) = (new Judge(district, need, weights, horizon), new RankedList());
        judge.Best(best, take);
        var top = new Candidate[best.Count];
        for (var at = 0; at < top.Length; at++)
            top[at] = judge.Candidate(best.Items[at]);
        return top;
    }

    /// <summary>Why this helper, of any sub-district, would or would not be chosen.</summary>
    public static PairAnswer Explain(
        District district, Need need, Weights weights, Horizon horizon, Helper helper)
    {
        var judge = new Judge(district, need, weights, horizon);
        var feasible = Feasible(judge);
        var verdict = judge.Verdict(helper);
        if (verdict.Failing > 0)
            return new(null, 0, feasible.Count, verdict);
        var slot = judge.Slots.First(slot => judge.IsOpen(helper, slot));
        var own = new Candidate(helper, slot, judge.Reasons(helper), weights.Marginal(helper.Person.Load));
        var before = feasible.Count(x => x.Helper.Person != helper.Person && Candidate.Order(x, own) < 0);
        return new(own, before + 1, feasible.Count, verdict);
    }

    /// <summary>What, relaxed least, would serve so many more units, after what has been taken.</summary>
    public static Limit Lacks(
        District district, Need need, Weights weights, Horizon horizon, int open, Taken? taken = null)
    {
        var judge = new Judge(district, need, weights, horizon, taken);
        return Lacks(Misses(district, need, judge, [], taken), open);
    }

    private static List<Candidate> Feasible(Judge judge)
    {
        var fits = new RankedList();
        judge.Best(fits, int.MaxValue);
        List<Candidate> feasible = new(fits.Count);
        foreach (ref readonly var fit in fits.Items)
            feasible.Add(judge.Candidate(fit));
        HashSet<Person> seen = [];
        feasible.RemoveAll(candidate => !seen.Add(candidate.Helper.Person));
        return feasible;
    }

    /// <summary>Those with the skill who are excluded, one entry for each hat.</summary>
    private static List<NearMiss> Misses(
        District district, Need need, Judge judge, HashSet<Person> without, Taken? taken = null)
    {
        List<NearMiss> misses = [];
        foreach (ref readonly var entry in district.Skill(need) is { } grid ? grid.All : [])
        {
            var helper = district.Helpers[entry.Helper];
            if (without.Contains(helper.Person) || taken?.Serves(helper.Person, need.Id) == true)
                continue;
            var verdict = judge.Verdict(helper);
            if (verdict.Failing > 0)
                misses.Add(new(helper, verdict));
        }
        return misses;
    }

    /// <summary>Those whom one limit alone excludes, each person once, nearest first.</summary>
    private static IEnumerable<NearMiss> Near(List<NearMiss> misses) =>
        misses.Where(miss => miss.Verdict.Failing == 1)
            .OrderBy(miss => miss, Comparer<NearMiss>.Create(Order))
            .DistinctBy(miss => miss.Helper.Person);

    private static int Order(NearMiss a, NearMiss b) =>
        a.Verdict.Failing.CompareTo(b.Verdict.Failing) is not 0 and var byCount ? byCount
        : a.Verdict.Share.CompareTo(b.Verdict.Share) is not 0 and var byShare ? byShare
        : Hat.Order(a.Helper.Hat, b.Helper.Hat);

    /// <summary>
    /// The limit whose relaxation by the smallest share lets enough people in. When no single limit does, the one
    /// that lets in most; when everybody fails several, the first that fails for whoever fails fewest.
    /// </summary>
    private static Limit Lacks(List<NearMiss> misses, int open)
    {
        if (open <= 0)
            return Limit.None;
        if (misses is [])
            return Limit.Skill;
        var near = Near(misses).ToList();
        if (near is [])
            return misses.Min(Comparer<NearMiss>.Create(Order)).Verdict.Limit;
        return near.GroupBy(miss => miss.Verdict.Limit)
            .Select(group => (Limit: group.Key, Shares: group.Select(miss => miss.Verdict.Share).Take(open).ToArray()))
            .OrderByDescending(x => x.Shares.Length)
            .ThenBy(x => x.Shares[^1])
            .ThenByDescending(x => x.Limit)
            .First().Limit;
    }
}
