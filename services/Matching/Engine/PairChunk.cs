namespace FiveSocieties.Matching.Engine;

/// <summary>The pairs of some lines, listed by one thread.</summary>
internal sealed class PairChunk(ReadOnlyMemory<int> lines)
{
    private const int Usual = PairLists.LinesOfAChunk * Round.Plenty;

    private readonly RankedList best = new();

    /// <summary>The lines, in the order in which they were listed.</summary>
    public ReadOnlySpan<int> Lines => lines.Span;

    /// <summary>Pairs of each line.</summary>
    public List<int> Pairs { get; } = new(lines.Length);

    /// <summary>Of each line: what it leaves out ranks no better.</summary>
    public List<long> Cutoffs { get; } = new(lines.Length);

    /// <summary>Of each pair the best hat, as a position in the line's grid; or the complement of a known person.</summary>
    public List<int> Who { get; } = new(Usual);

    /// <summary>Arcs of each pair.</summary>
    public List<int> Arcs { get; } = new(Usual);

    public List<int> Slots { get; } = new(Usual);

    public List<int> Costs { get; } = new(Usual);

    public List<Helper> Helpers { get; } = new(Usual);

    /// <summary>Takes over what the line listed before.</summary>
    public void Keep(PairLists before, int line)
    {
        var (first, last) = (before.PairStart[line], before.PairStart[line + 1]);
        for (var pair = first; pair < last; pair++)
        {
            Who.Add(~before.PairPerson[pair]);
            Arcs.Add(before.ArcStart[pair + 1] - before.ArcStart[pair]);
        }
        var arcs = before.ArcStart[first]..before.ArcStart[last];
        Slots.AddRange(before.ArcSlot.AsSpan(arcs));
        Costs.AddRange(before.ArcCost.AsSpan(arcs));
        Helpers.AddRange(before.ArcHelper.AsSpan(arcs));
        Pairs.Add(last - first);
        Cutoffs.Add(before.Cutoff[line]);
    }

    /// <summary>Lists a line; <paramref name="grid"/>: those with its skill.</summary>
    public void Add(Judge judge, District district, SkillGrid? grid, int[] slots, int most, long bound)
    {
        Cutoffs.Add(judge.Best(best, most, bound));
        var before = Arcs.Count;
        for (var at = 0; at < best.Count; at++)
            if (!CameBefore(grid!, at))
                AddPair(judge, district, grid!, slots, at);
        Pairs.Add(Arcs.Count - before);
    }

    /// <summary>Hats of one person meet in one pair.</summary>
    private bool CameBefore(SkillGrid grid, int at)
    {
        ref readonly var own = ref grid.All[best.Items[at].At];
        if (!own.Plain)
            for (var other = 0; other < at; other++)
                if (grid.All[best.Items[other].At].PersonOrder == own.PersonOrder)
                    return true;
        return false;
    }

    private void AddPair(Judge judge, District district, SkillGrid grid, int[] slots, int at)
    {
        var items = best.Items;
        var before = Slots.Count;
        var person = grid.All[items[at].At].PersonOrder;
        foreach (var slot in judge.Slots)
            for (var hat = at; hat < items.Length; hat++)
            {
                ref readonly var entry = ref grid.All[items[hat].At];
                if (entry.PersonOrder == person && judge.IsOpen(entry, slot))
                {
                    Slots.Add(Array.BinarySearch(slots, slot));
                    Costs.Add(items[hat].Cost);
                    Helpers.Add(district.Helpers[entry.Helper]);
                    break;
                }
                if (entry.Plain)
                    break;
            }
        Arcs.Add(Slots.Count - before);
        Who.Add(items[at].At);
    }
}
