using System.Runtime.InteropServices;

namespace FiveSocieties.Matching.Engine;

/// <summary>What a round has to know about a person.</summary>
/// <param name="District">Index of the sub-district of one of the hats.</param>
/// <param name="Helper">That hat, as an index into its helpers.</param>
/// <param name="Load">Tasks of the last 28 days.</param>
/// <param name="Room">Tasks that the person can still take.</param>
/// <param name="PlainRoom">As <see cref="Entry.PlainRoom"/>.</param>
/// <param name="Longitude">Of that hat, degrees.</param>
/// <param name="Latitude">Of that hat, degrees.</param>
internal readonly record struct Asked(
    int District, int Helper, int Load, short Room, byte PlainRoom, float Longitude, float Latitude);

/// <summary>So many pairs are feasible that they are not listed at once.</summary>
public sealed class ListsFullException() : Exception("More pairs are feasible than are listed at once.");

/// <summary>
/// Lists the pairs of all lines on all cores. Lines that look for the same near the same place are listed one after the
/// other, so that they find in the cache what they look at; persons are numbered in that order.
/// </summary>
internal sealed class PairLists
{
    /// <summary>Lines that one thread lists in one go.</summary>
    public const int LinesOfAChunk = 256;

    /// <summary>About a gigabyte.</summary>
    private const long MostArcs = 1 << 25;

    /// <summary>Lines of one cell of so many degrees, about 500 m, are near each other.</summary>
    private const double Near = 0.005;

    private readonly int[] slots;
    private readonly District[] districts;
    private readonly int[] districtOf;
    private readonly Need[] needs;
    private readonly int[] firstPerson;
    private readonly int[] nodes;
    private readonly Dictionary<string, int> severalHats;
    private readonly List<Asked> persons;

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
        (this.slots, this.districts, this.districtOf, this.needs) = (slots, districts, districtOf, needs);
        firstPerson = new int[districts.Length + 1];
        for (var i = 0; i < districts.Length; i++)
            firstPerson[i + 1] = firstPerson[i] + districts[i].Persons;
        (nodes, severalHats) = (before is null ? NoNodes() : [.. before.nodes], new(before?.severalHats ?? []));
        var chunks = List(judge, rule, before, cancellation);
        (PairStart, Cutoff) = (new int[needs.Length + 1], new long[needs.Length]);
        var firstArc = Measure(chunks);
        var (pairs, arcs) = (PairStart[^1], firstArc[^1]);
        (PairPerson, ArcStart) = (new int[pairs], new int[pairs + 1]);
        (ArcSlot, ArcCost, ArcHelper) = (new int[arcs], new int[arcs], new Helper[arcs]);
        persons = new(Math.Min(nodes.Length, pairs));
        if (before is not null)
            persons.AddRange(before.persons);
        foreach (var chunk in chunks)
        {
            cancellation.ThrowIfCancellationRequested();
            Number(chunk);
        }

        Parallel.ForEach(chunks, chunk => Lay(chunk, firstArc));
    }

    /// <summary>As in <see cref="RoundGraph"/>, like the following.</summary>
    public int[] PairStart { get; }

    public int[] PairPerson { get; }

    public int[] ArcStart { get; }

    public int[] ArcSlot { get; }

    public int[] ArcCost { get; }

    public Helper[] ArcHelper { get; }

    public long[] Cutoff { get; }

    /// <summary>Whoever is in a pair.</summary>
    public ReadOnlySpan<Asked> Persons => CollectionsMarshal.AsSpan(persons);

    /// <summary>The person of this node.</summary>
    public Person Person(int node) => districts[persons[node].District].Helpers[persons[node].Helper].Person;

    /// <summary>Who that is.</summary>
    public Standing.Known Know(int node)
    {
        var asked = persons[node];
        var district = districts[asked.District];
        var hat = district.Helpers[asked.Helper].Hat;
        return new(district.Code, asked.Helper, hat.Owner, hat.Id, 0, 0);
    }

    /// <summary>The node of somebody known from before, or -1.</summary>
    public int Find(in Standing.Known known)
    {
        for (var at = 0; at < districts.Length; at++)
            if (districts[at].Code == known.District)
                return districts[at].PersonOf(known.Owner, known.Hat, known.Helper) is >= 0 and var person
                    ? nodes[firstPerson[at] + person]
                    : -1;
        return -1;
    }

    private int[] NoNodes()
    {
        var none = new int[firstPerson[^1]];
        Array.Fill(none, -1);
        return none;
    }

    private PairChunk[] List(
        Func<int, Judge> judge,
        Func<int, (int Most, long Bound)?> rule,
        PairLists? before,
        CancellationToken cancellation)
    {
        var order = NearestTogether();
        var chunks = new PairChunk[(order.Length + LinesOfAChunk - 1) / LinesOfAChunk];
        var listed = 0L;
        Parallel.For(0, chunks.Length, new() { CancellationToken = cancellation }, (at, loop) =>
        {
            var first = at * LinesOfAChunk;
            var chunk = chunks[at] = new(order.AsMemory(first, Math.Min(LinesOfAChunk, order.Length - first)));
            foreach (var line in chunk.Lines)
            {
                cancellation.ThrowIfCancellationRequested();
                var had = chunk.Slots.Count;
                if (rule(line) is var (most, bound))
                    chunk.Add(judge(line), districts[districtOf[line]], GridOf(line), slots, most, bound);
                else
                    chunk.Keep(before!, line);
                if (Interlocked.Add(ref listed, chunk.Slots.Count - had) > MostArcs)
                {
                    loop.Stop();
                    return;
                }
            }
        });
        return listed <= MostArcs ? chunks : throw new ListsFullException();
    }

    private SkillGrid? GridOf(int line) => districts[districtOf[line]].Skill(needs[line]);

    /// <summary>The lines by what they look for and where.</summary>
    private int[] NearestTogether()
    {
        Dictionary<(int, Kind, string), int> sought = [];
        var (keys, lines) = (new long[needs.Length], new int[needs.Length]);
        for (var line = 0; line < keys.Length; line++)
        {
            var need = needs[line];
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
                sought, (districtOf[line], need.Kind, need.Skill), out var isKnown);
            if (!isKnown)
                number = sought.Count;
            keys[line] = (long)number << 40 | Cell(need.Place.Latitude) << 20 | Cell(need.Place.Longitude);
            lines[line] = line;
        }
        Array.Sort(keys, lines);
        return lines;

        static long Cell(double degrees) => (long)((degrees + 180) / Near);
    }

    /// <summary>Finds out where the pairs of each line begin, and returns where its arcs do.</summary>
    private int[] Measure(PairChunk[] chunks)
    {
        var firstArc = new int[needs.Length + 1];
        foreach (var chunk in chunks)
        {
            var pair = 0;
            for (var own = 0; own < chunk.Lines.Length; own++)
            {
                var line = chunk.Lines[own];
                (PairStart[line + 1], Cutoff[line]) = (chunk.Pairs[own], chunk.Cutoffs[own]);
                for (var end = pair + chunk.Pairs[own]; pair < end; pair++)
                    firstArc[line + 1] += chunk.Arcs[pair];
            }
        }
        for (var line = 0; line < needs.Length; line++)
        {
            PairStart[line + 1] += PairStart[line];
            firstArc[line + 1] += firstArc[line];
        }
        return firstArc;
    }

    /// <summary>Gives the persons their numbers, chunk after chunk, so that they are always the same.</summary>
    private void Number(PairChunk chunk)
    {
        var at = 0;
        foreach (var line in chunk.Lines)
        {
            var entries = GridOf(line) is { } grid ? grid.All : [];
            for (var pair = PairStart[line]; pair < PairStart[line + 1]; pair++)
            {
                var who = chunk.Who[at++];
                PairPerson[pair] = who < 0 ? ~who : Node(entries[who], districtOf[line]);
            }
        }
    }

    private void Lay(PairChunk chunk, int[] firstArc)
    {
        var (at, from) = (0, 0);
        foreach (var line in chunk.Lines)
        {
            var (arc, count) = (firstArc[line], firstArc[line + 1] - firstArc[line]);
            chunk.Slots.CopyTo(from, ArcSlot, arc, count);
            chunk.Costs.CopyTo(from, ArcCost, arc, count);
            chunk.Helpers.CopyTo(from, ArcHelper, arc, count);
            from += count;
            for (var pair = PairStart[line]; pair < PairStart[line + 1]; pair++)
                ArcStart[pair + 1] = arc += chunk.Arcs[at++];
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
        persons.Add(new(
            district, hat.Helper, hat.Load, hat.Room, hat.PlainRoom, (float)hat.Longitude, (float)hat.Latitude));
        return persons.Count - 1;
    }
}
