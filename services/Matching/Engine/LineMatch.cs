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

    /// <summary>So many with the skill are asked why they do not fit, the nearest.</summary>
    public const int Near = 500;

    /// <summary>The best for one line; a person comes once, in the best hat, in the earliest open slot. Near misses are looked
    /// for among the <see cref="Near"/> who are nearest.</summary>
    public static LineAnswer Best(District district, Need need, Weights weights, Horizon horizon, int take)
    {
        var judge = new Judge(district, need, weights, horizon);
        var feasible = Feasible(judge, Math.Max(take, need.Quantity));
        var misses = Misses(need, judge);
        return new(
            [.. feasible.Take(take)],
            [.. NearestFirst(misses).Take(NearMisses).Select(miss => new NearMiss(judge.Helper(miss.Helper), miss.Verdict))],
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
        var feasible = Feasible(judge, int.MaxValue);
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
        return Lacks(Misses(need, judge, taken), open);
    }

    /// <summary>The best persons, at least so many if there are.</summary>
    private static List<Candidate> Feasible(Judge judge, int take)
    {
        var fits = new RankedList();
        for (var hats = take; ; hats = Math.Max(hats, 4 * hats)) // a person with several hats may come in each
        {
            judge.Best(fits, hats);
            HashSet<Person> seen = [];
            List<Candidate> feasible = new(fits.Count);
            foreach (ref readonly var fit in fits.Items)
                if (judge.Candidate(fit) is var candidate && seen.Add(candidate.Helper.Person))
                    feasible.Add(candidate);
            if (feasible.Count >= take || fits.Count < hats)
                return feasible;
        }
    }

    /// <summary>Those with the skill nearby who are excluded, one entry for each hat, in order; who fits in another hat is
    /// none.</summary>
    private static List<Miss> Misses(Need need, Judge judge, Taken? taken = null)
    {
        List<Miss> misses = new(Near);
        HashSet<int> fit = [];
        foreach (var entry in judge.Nearest(Near))
        {
            if (taken?.Serves(judge.Helper(entry.Helper).Person, need.Id) == true)
                continue;
            if (judge.Verdict(entry) is { Failing: > 0 } verdict)
                misses.Add(new(entry.Helper, entry.PersonOrder, verdict));
            else
                fit.Add(entry.PersonOrder);
        }

        misses.RemoveAll(miss => fit.Contains(miss.Person));
        misses.Sort();
        return misses;
    }

    /// <summary>Those whom one limit alone excludes, each person once.</summary>
    private static IEnumerable<Miss> NearestFirst(List<Miss> misses) =>
        misses.TakeWhile(miss => miss.Verdict.Failing == 1).DistinctBy(miss => miss.Person);

    /// <summary>
    /// The limit whose relaxation by the smallest share lets enough people in. When no single limit does, the one
    /// that lets in most; when everybody fails several, the first that fails for whoever fails fewest.
    /// </summary>
    private static Limit Lacks(List<Miss> misses, int open)
    {
        if (open <= 0)
            return Limit.None;
        if (misses is [])
            return Limit.Skill;
        if (misses[0].Verdict is { Failing: > 1 } nearest)
            return nearest.Limit;
        return NearestFirst(misses).GroupBy(miss => miss.Verdict.Limit)
            .Select(group => (Limit: group.Key, Shares: group.Select(miss => miss.Verdict.Share).Take(open).ToArray()))
            .OrderByDescending(x => x.Shares.Length)
            .ThenBy(x => x.Shares[^1])
            .ThenByDescending(x => x.Limit)
            .First().Limit;
    }

    /// <summary>A hat that is excluded.</summary>
    /// <param name="Helper">Its place among the helpers, which are in the order of ids.</param>
    /// <param name="Person">Whose hat.</param>
    /// <param name="Verdict">Why.</param>
    private readonly record struct Miss(int Helper, int Person, Verdict Verdict) : IComparable<Miss>
    {
        /// <summary>By how many limits fail, by the share that is missed, by id.</summary>
        public int CompareTo(Miss other) =>
            Verdict.Failing.CompareTo(other.Verdict.Failing) is not 0 and var byCount ? byCount
            : Verdict.Share.CompareTo(other.Verdict.Share) is not 0 and var byShare ? byShare
            : Helper.CompareTo(other.Helper);
    }
}
