using System.Runtime.InteropServices;

namespace FiveSocieties.Matching.Engine;

/// <summary>Lists the pairs of all lines, on all cores, and lays them one after the other.</summary>
internal sealed class PairLists
{
    private const int LinesOfAChunk = 256;

    private readonly int[] slots;
    private readonly District[] districts;
    private readonly Need[] needs;
    private readonly int[] firstPerson;
    private readonly int[] nodes;
    private readonly Dictionary<string, int> severalHats;
    private readonly List<(int District, Entry Hat)> persons;

    /// <summary>
    /// <paramref name="rule"/>: how many hats a line lists at most, and up to which rank; null keeps what
    /// <paramref name="before"/> has.
    /// </summary>
    public PairLists(
        int[] slots,
        District[] districts,
        int[] districtOf,
        Need[] needs,
        Func<int, Judge> judge,
        Func<int, (int Most, long Bound)?> rule,
        PairLists? before,
        CancellationToken cancellation)
    {
        (this.slots, this.districts, this.needs) = (slots, districts, needs);
        firstPerson = new int[districts.Length + 1];
        for (var i = 0; i < districts.Length; i++)
            firstPerson[i + 1] = firstPerson[i] + districts[i].Persons;
        (nodes, severalHats) = (before?.nodes ?? NoNodes(), before?.severalHats ?? []);
        persons = [.. before?.Persons ?? []];
        var lines = districtOf.Length;
        var chunks = new Chunk[(lines + LinesOfAChunk - 1) / LinesOfAChunk];
        Parallel.For(0, chunks.Length, new() { CancellationToken = cancellation }, at =>
        {
            var chunk = chunks[at] = new();
            for (var line = at * LinesOfAChunk; line < Math.Min(lines, (at + 1) * LinesOfAChunk); line++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (rule(line) is var (most, bound))
                    chunk.Add(judge(line), districts[districtOf[line]].Skill(needs[line]), slots, most, bound);
                else
                    chunk.Keep();
            }
        });
        (PairStart, Cutoff) = (new int[lines + 1], new long[lines]);
        (PairPerson, ArcStart, ArcSlot, ArcCost, ArcHelper) = ([], [], [], [], []);
        Join(chunks, districtOf, before);
        Persons = [.. persons];
    }

    public int[] PairStart { get; }

    public int[] PairPerson { get; private set; }

    public int[] ArcStart { get; private set; }

    public int[] ArcSlot { get; private set; }

    public int[] ArcCost { get; private set; }

    public Helper[] ArcHelper { get; private set; }

    public long[] Cutoff { get; }

    /// <summary>One of the hats of each person, and where its helper is found.</summary>
    public (int District, Entry Hat)[] Persons { get; }

    /// <summary>The person of this node.</summary>
    public Person Person(int node) => districts[Persons[node].District].Helpers[Persons[node].Hat.Helper].Person;

    private int[] NoNodes()
    {
        var none = new int[firstPerson[^1]];
        Array.Fill(none, -1);
        return none;
    }

    private void Join(Chunk[] chunks, int[] districtOf, PairLists? before)
    {
        var (pairs, arcs) = (chunks.Sum(chunk => chunk.Arcs.Count), chunks.Sum(chunk => chunk.Slots.Count));
        for (var line = 0; line < districtOf.Length; line++)
            if (chunks[line / LinesOfAChunk].Kept(line % LinesOfAChunk))
            {
                pairs += before!.PairStart[line + 1] - before.PairStart[line];
                arcs += before.ArcStart[before.PairStart[line + 1]] - before.ArcStart[before.PairStart[line]];
            }
        (PairPerson, ArcStart) = (new int[pairs], new int[pairs + 1]);
        (ArcSlot, ArcCost, ArcHelper) = (new int[arcs], new int[arcs], new Helper[arcs]);
        (pairs, arcs) = (0, 0);
        for (var line = 0; line < districtOf.Length; line++)
        {
            var (chunk, own) = (chunks[line / LinesOfAChunk], line % LinesOfAChunk);
            if (chunk.Kept(own))
                Copy(before!, line, ref pairs, ref arcs);
            else
                Take(chunk, own, needs[line], districtOf[line], ref pairs, ref arcs);
            Cutoff[line] = chunk.Kept(own) ? before!.Cutoff[line] : chunk.Cutoffs[own];
            PairStart[line + 1] = pairs;
        }
    }

    private void Take(Chunk chunk, int line, Need need, int district, ref int pairs, ref int arcs)
    {
        var (from, count) = chunk.Lines[line];
        var entries = districts[district].Skill(need) is { } grid ? grid.All : [];
        for (var pair = from; pair < from + count; pair++)
        {
            var (firstArc, own) = chunk.Arcs[pair];
            CollectionsMarshal.AsSpan(chunk.Slots).Slice(firstArc, own).CopyTo(ArcSlot.AsSpan(arcs));
            CollectionsMarshal.AsSpan(chunk.Costs).Slice(firstArc, own).CopyTo(ArcCost.AsSpan(arcs));
            for (var arc = 0; arc < own; arc++)
                ArcHelper[arcs + arc] = districts[district].Helpers[chunk.Helpers[firstArc + arc]];
            PairPerson[pairs++] = Node(entries[chunk.Firsts[pair]], district);
            ArcStart[pairs] = arcs += own;
        }
    }

    private void Copy(PairLists before, int line, ref int pairs, ref int arcs)
    {
        for (var pair = before.PairStart[line]; pair < before.PairStart[line + 1]; pair++)
        {
            var (from, count) = (before.ArcStart[pair], before.ArcStart[pair + 1] - before.ArcStart[pair]);
            Array.Copy(before.ArcSlot, from, ArcSlot, arcs, count);
            Array.Copy(before.ArcCost, from, ArcCost, arcs, count);
            Array.Copy(before.ArcHelper, from, ArcHelper, arcs, count);
            PairPerson[pairs++] = before.PairPerson[pair];
            ArcStart[pairs] = arcs += count;
        }
    }

    /// <summary>A person may have hats in several sub-districts, and is one node all the same.</summary>
    private int Node(in Entry hat, int district)
    {
        ref var node = ref nodes[firstPerson[district] + hat.PersonOrder];
        if (node >= 0)
            return node;
        if (hat.Plain)
            return node = Add(hat, district);
        var person = districts[district].Helpers[hat.Helper].Person;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(severalHats, person.Key, out var isKnown);
        if (!isKnown)
            known = Add(hat, district);
        return node = known;
    }

    private int Add(in Entry hat, int district)
    {
        persons.Add((district, hat));
        return persons.Count - 1;
    }

    /// <summary>The pairs of some lines, listed by one thread.</summary>
    private sealed class Chunk
    {
        private const int IsKept = -1;
        private const int Usual = LinesOfAChunk * Round.Plenty;

        private readonly RankedList best = new();

        /// <summary>First pair and count of each line.</summary>
        public List<(int First, int Count)> Lines { get; } = new(LinesOfAChunk);

        public List<long> Cutoffs { get; } = [];

        /// <summary>First arc and count of each pair.</summary>
        public List<(int First, int Count)> Arcs { get; } = new(Usual);

        /// <summary>Of each pair the best hat, as a position in the line's grid.</summary>
        public List<int> Firsts { get; } = new(Usual);

        public List<int> Slots { get; } = new(Usual);

        public List<int> Costs { get; } = new(Usual);

        /// <summary>Index of the helper in the line's district.</summary>
        public List<int> Helpers { get; } = new(Usual);

        public bool Kept(int line) => Lines[line].Count == IsKept;

        public void Keep()
        {
            Lines.Add((Arcs.Count, IsKept));
            Cutoffs.Add(0);
        }

        public void Add(Judge judge, SkillGrid? grid, int[] slots, int most, long bound)
        {
            Cutoffs.Add(judge.Best(best, most, bound));
            var first = Arcs.Count;
            for (var at = 0; at < best.Count; at++)
                if (!CameBefore(grid!, at))
                    AddPair(judge, grid!, slots, at);
            Lines.Add((first, Arcs.Count - first));
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

        private void AddPair(Judge judge, SkillGrid grid, int[] slots, int at)
        {
            var items = best.Items;
            var first = Slots.Count;
            var person = grid.All[items[at].At].PersonOrder;
            foreach (var slot in judge.Slots)
                for (var hat = at; hat < items.Length; hat++)
                {
                    ref readonly var entry = ref grid.All[items[hat].At];
                    if (entry.PersonOrder == person && judge.IsOpen(entry, slot))
                    {
                        Slots.Add(Array.BinarySearch(slots, slot));
                        Costs.Add(items[hat].Cost);
                        Helpers.Add(entry.Helper);
                        break;
                    }
                    if (entry.Plain)
                        break;
                }
            Arcs.Add((first, Slots.Count - first));
            Firsts.Add(items[at].At);
        }
    }
}
