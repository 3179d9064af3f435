namespace FiveSocieties.Matching.Engine;

/// <summary>
/// The numbers that a network has for what is in a graph. Nodes are lines, then persons, each followed by its places (person, slot)
/// that any line could use; pairs and arcs go with their lines. What is near on the map gets numbers that are near.
/// </summary>
internal sealed class Numbering
{
    /// <summary>Of each person the slots that any line could use, one bit each.</summary>
    private readonly UInt128[] used;

    /// <summary>Of each slot the bits of those before it.</summary>
    private readonly UInt128[] before;

    /// <param name="graph">What is numbered.</param>
    /// <param name="lineOrder">Which lines are near each other.</param>
    /// <param name="personOrder">Which persons are; otherwise they come in the order of the graph.</param>
    public Numbering(RoundGraph graph, int[] lineOrder, int[]? personOrder)
    {
        (LineOrder, PersonOrder) = (lineOrder, personOrder ?? [.. Enumerable.Range(0, graph.Persons)]);
        (LineNode, PersonNode) = (new int[LineOrder.Length], new int[PersonOrder.Length]);
        (FirstPair, FirstArc, Offset) = (new int[Lines + 1], new int[Lines + 1], new int[Lines]);
        for (var node = 0; node < Lines; node++)
        {
            var line = LineOrder[node];
            var (first, end) = (graph.PairStart[line], graph.PairStart[line + 1]);
            LineNode[line] = node;
            FirstPair[node + 1] = FirstPair[node] + end - first;
            FirstArc[node + 1] = FirstArc[node] + graph.ArcStart[end] - graph.ArcStart[first];
            Offset[node] = graph.ArcStart[first] - FirstArc[node];
        }

        before = [.. Enumerable.Range(0, graph.Slots.Length).Select(slot => (UInt128.One << slot) - 1)];
        used = Used(graph);
        Nodes = Lines;
        foreach (var person in PersonOrder)
        {
            PersonNode[person] = Nodes;
            Nodes += 1 + (int)UInt128.PopCount(used[person]);
        }
    }

    /// <summary>How many lines there are: their nodes come first.</summary>
    public int Lines => LineOrder.Length;

    /// <summary>How many nodes there are.</summary>
    public int Nodes { get; }

    /// <summary>Line of each line node.</summary>
    public int[] LineOrder { get; }

    /// <summary>Node of each line.</summary>
    public int[] LineNode { get; }

    /// <summary>The persons in the order of their nodes.</summary>
    public int[] PersonOrder { get; }

    /// <summary>Node of each person.</summary>
    public int[] PersonNode { get; }

    /// <summary>First pair of each line node, and the end.</summary>
    public int[] FirstPair { get; }

    /// <summary>First arc of each line node, and the end.</summary>
    public int[] FirstArc { get; }

    /// <summary>An arc of this line node is so much farther on in the graph.</summary>
    public int[] Offset { get; }

    /// <summary>The slots of the person's places, in order, one bit each.</summary>
    public UInt128 Slots(int person) => used[person];

    /// <summary>The node of this person in a slot of this index.</summary>
    public int Place(int person, int slot) =>
        PersonNode[person] + 1 + (int)UInt128.PopCount(used[person] & before[slot]);

    /// <summary>The slot of one of the person's places.</summary>
    public int Slot(int person, int place)
    {
        var left = used[person];
        for (var at = PersonNode[person] + 1; at < place; at++)
            left &= left - 1;
        return (int)UInt128.TrailingZeroCount(left);
    }

    private UInt128[] Used(RoundGraph graph)
    {
        var slotsOf = new UInt128[graph.Persons];
        var (persons, starts, slots) = (graph.PairPerson, graph.ArcStart, graph.ArcSlot);
        var bits = Array.ConvertAll(before, below => below + 1);
        for (var pair = 0; pair < persons.Length; pair++)
            for (var arc = starts[pair]; arc < starts[pair + 1]; arc++)
                slotsOf[persons[pair]] |= bits[slots[arc]];
        return slotsOf;
    }
}
