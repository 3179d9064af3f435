namespace FiveSocieties.Matching.Engine;

/// <summary>What is left to do once a round is solved, or its time is nearly over: line by line, for as long as there is
/// time.</summary>
internal sealed class Leftovers
{
    private readonly Func<string, District> district;
    private readonly Weights weights;
    private readonly Horizon horizon;
    private readonly Func<bool> hasTime;
    private readonly Taken taken = new();
    private readonly RankedList fits = new();

    /// <summary>Sees what the round has given away already.</summary>
    public Leftovers(
        IEnumerable<Placement> given, Func<string, District> district, Weights weights, Horizon horizon, Func<bool> hasTime)
    {
        (this.district, this.weights, this.horizon, this.hasTime) = (district, weights, horizon, hasTime);
        foreach (var (need, candidate) in given)
            taken.Add(candidate.Helper.Person, need.Id, candidate.Slot);
    }

    /// <summary>The time was over before the optimum: whoever is free goes to whoever is unserved, pressing lines first.
    /// <paramref name="reward"/>: what a unit of priority 1 is worth.</summary>
    public RoundAnswer Fill(RoundAnswer answer, long reward)
    {
        List<Placement> more = [];
        foreach (var line in answer.Open.OrderByDescending(line => line.Need.Priority).TakeWhile(_ => hasTime()))
            more.AddRange(Free(line.Need).Take(line.Units).Select(free => Give(line.Need, free)).ToList());
        var units = more.CountBy(placement => placement.Need.Id).ToDictionary(StringComparer.Ordinal);
        var served = (int[])answer.Served.Clone();
        foreach (var placement in more)
            served[placement.Need.Priority - 1]++;
        var gained = more.Sum(placement => placement.Need.Priority * reward - placement.Candidate.Cost);
        return answer with
        {
            Placements =
            [
                .. answer.Placements.Concat(more).OrderBy(x => x.Need.Id, StringComparer.Ordinal)
                    .ThenBy(x => x.Candidate.Helper.Hat.Id),
            ],
            Open =
            [
                .. answer.Open.Select(line => line with { Units = line.Units - units.GetValueOrDefault(line.Need.Id) })
                    .Where(line => line.Units > 0),
            ],
            Served = served,
            Cost = answer.Cost + more.Sum(placement => placement.Candidate.Cost),
            Gap = answer.Gap - gained,
            LevelOneProven = 2 * (answer.Gap - gained) < reward,
        };
    }

    /// <summary>What open lines lack; nothing where there was no time to look.</summary>
    public OpenLine[] Lacking(OpenLine[] open) => Array.ConvertAll(open, line => !hasTime() ? line : line with
    {
        Lacks = LineMatch.Lacks(DistrictOf(line.Need), line.Need, weights, horizon, line.Units, taken),
    });

    private IEnumerable<Candidate> Free(Need need)
    {
        var judge = new Judge(DistrictOf(need), need, weights, horizon, taken);
        judge.Best(fits, int.MaxValue);
        for (var at = 0; at < fits.Count; at++)
            if (judge.Candidate(fits.Items[at]) is var free && !taken.Serves(free.Helper.Person, need.Id)
                && taken.Count(free.Helper.Person) < free.Helper.Person.Room)
                yield return free;
    }

    private Placement Give(Need need, Candidate free)
    {
        var person = free.Helper.Person;
        var task = weights.Marginal(person.Load + taken.Count(person));
        taken.Add(person, need.Id, free.Slot);
        return new(need, free with { Evenness = task });
    }

    private District DistrictOf(Need need) => district(District.CodeOf(need.Community));
}
