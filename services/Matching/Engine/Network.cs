using System.Buffers;

namespace FiveSocieties.Matching.Engine;

/// <summary>A line, a person or a place (person, slot), and what a search last saw of it.</summary>
internal struct Node
{
    /// <summary>Least cost from here to the end, as far as is known: a lower bound.</summary>
    public long Price;

    /// <summary>Counts only with the stamp of the present search.</summary>
    public long Distance;

    public int Stamp;
    public int Parent;
    public int Via;

    /// <summary>Units: of a line served, of a place or person taken.</summary>
    public int Flow;

    /// <summary>Units that are wanted, or fit in.</summary>
    public int Room;

    /// <summary>Of a line its priority, of a person the load before the round.</summary>
    public int Base;

    /// <summary>Of a line or place the first arc that serves; the others follow in a chain.</summary>
    public int First;

    /// <summary>Of a place its person, of a person itself, of a line nowhere.</summary>
    public int PersonOf;

    /// <summary>Notes a shorter way; false when the search knows one that is no longer.</summary>
    public bool Mark(int stamp, long distance, int parent, int via)
    {
        if (Stamp == stamp && distance >= Distance)
            return false;
        (Stamp, Distance, Parent, Via) = (stamp, distance, parent, via);
        return true;
    }
}

/// <summary>
/// A round as a flow, in flat arrays: nodes are lines, then persons, each followed by its places (person, slot). What
/// is near on the map lies near in memory. A pair needs no node of its own: unserved, it is entered only from its
/// line; serving, it is left only from the place it holds, either to its line or to another slot.
/// </summary>
internal sealed class Network : IDisposable
{
    public const int Nowhere = -1;

    private readonly RoundGraph graph;
    private readonly int[] arcOf;
    private readonly UInt128[] slotsUsed;
    private readonly int arcCount;

    /// <summary>Lays out the graph; <paramref name="lineOrder"/> and <paramref name="personOrder"/> say what is near;
    /// without the latter, persons come in the order of the graph.</summary>
    public Network(RoundGraph graph, int[] lineOrder, int[]? personOrder)
    {
        this.graph = graph;
        (Lines, LineOrder, LineNode) = (lineOrder.Length, lineOrder, new int[lineOrder.Length]);
        for (var node = 0; node < Lines; node++)
            LineNode[lineOrder[node]] = node;
        PersonNode = new int[graph.Persons];
        slotsUsed = SlotsUsed();
        NodeCount = NumberPersons(personOrder);
        Nodes = ArrayPool<Node>.Shared.Rent(NodeCount + 1);
        Nodes[NodeCount] = new() { PersonOf = Nowhere };
        LayPersons();
        var (arcs, pairs) = (graph.ArcCost.Length, graph.PairPerson.Length);
        arcCount = arcs;
        (ArcPlace, ArcCost, ArcLow, ArcPair) = (Rent(arcs), Rent(arcs), Rent(arcs), Rent(arcs));
        (NextAtPlace, NextAtLine, arcOf) = (Rent(arcs), Rent(arcs), Rent(arcs));
        (PairStart, PairLine, Serving) = (Rent(pairs + 1), Rent(pairs), Rent(pairs));
        Serving.AsSpan(0, pairs).Fill(Nowhere);
        LineStart = new int[Lines + 1];
        LayLines();
    }

    public int Lines { get; }

    public int NodeCount { get; }

    /// <summary>Line of each line node.</summary>
    public int[] LineOrder { get; }

    /// <summary>Node of each line.</summary>
    public int[] LineNode { get; }

    /// <summary>Node of each person.</summary>
    public int[] PersonNode { get; }

    public Node[] Nodes { get; }

    /// <summary>First arc of each line, and the end.</summary>
    public int[] LineStart { get; }

    /// <summary>Place of each arc; its complement while the pair serves.</summary>
    public int[] ArcPlace { get; }

    public int[] ArcCost { get; }

    /// <summary>Least cost of the arc's pair and the person's first task: rising along a line.</summary>
    public int[] ArcLow { get; }

    public int[] ArcPair { get; }

    public int[] NextAtPlace { get; }

    public int[] NextAtLine { get; }

    /// <summary>First arc of each pair, and the end.</summary>
    public int[] PairStart { get; }

    public int[] PairLine { get; }

    /// <summary>The arc by which a pair serves, or nowhere.</summary>
    public int[] Serving { get; }

    /// <summary>First way into each place, and the end.</summary>
    public int[] InStart { get; private set; } = [];

    public int[] InArc { get; private set; } = [];

    public int[] InLine { get; private set; } = [];

    /// <summary>What a unit of the line is worth less the arc's cost: falling along a place.</summary>
    public long[] InWorth { get; private set; } = [];

    /// <summary>What an unserved unit of the line costs.</summary>
    public long Unserved(int line) => Nodes[line].Base * graph.Reward;

    /// <summary>What one more task costs the person.</summary>
    public long NextTask(int person) => graph.Weights.Marginal(Nodes[person].Base + Nodes[person].Flow);

    /// <summary>What the next task after so many costs.</summary>
    public long Marginal(int person, int tasks) => graph.Weights.Marginal(Nodes[person].Base + tasks);

    /// <summary>What the person's last task costs.</summary>
    public long LastTask(int person) => graph.Weights.Marginal(Nodes[person].Base + Nodes[person].Flow - 1);

    /// <summary>Whether a unit of the line is still open and it is not known that it stays so.</summary>
    public bool Wants(int line, int priority) =>
        Nodes[line].Base == priority && Nodes[line].Flow < Nodes[line].Room && Nodes[line].Price < Unserved(line);

    /// <summary>Everybody can be asked at the price of the next task.</summary>
    public void OpenAll()
    {
        for (var node = Lines; node < NodeCount; node++)
            Nodes[node].Price = NextTask(Nodes[node].PersonOf);
    }

    /// <summary>Lines are worth what they were in an earlier solution, if it rated them lower than unserved.</summary>
    public void StartFrom(ReadOnlySpan<long> prices)
    {
        for (var line = 0; line < Lines; line++)
            Nodes[LineNode[line]].Price = Math.Clamp(prices[line], 0, Unserved(LineNode[line]));
    }

    /// <summary>Nobody can be asked yet.</summary>
    public void CloseAll()
    {
        foreach (var person in PersonNode)
            Close(person);
    }

    /// <summary>The person, who serves nobody, cannot be asked yet: places have the least price at which no line would gain by
    /// them.</summary>
    public void Close(int person)
    {
        var price = NextTask(person);
        for (var place = person + 1; Nodes[place].PersonOf == person; place++)
        {
            ref var node = ref Nodes[place];
            node.Price = NextTask(person);
            for (var at = InStart[place]; at < InStart[place + 1] && InWorth[at] > node.Price; at++)
                node.Price = Math.Max(node.Price, InWorth[at] - Unserved(InLine[at]) + Nodes[InLine[at]].Price);
            if (node.Room > 0)
                price = Math.Max(price, node.Price);
        }

        Nodes[person].Price = price;
    }

    /// <summary>Everything costs what it did; nobody serves yet.</summary>
    /// <param name="lines">Price of each.</param>
    /// <param name="prices">Of persons and places of a larger graph.</param>
    /// <param name="origin">The number of each person there.</param>
    public void GoOn(ReadOnlySpan<long> lines, PriceTable prices, int[] origin)
    {
        for (var line = 0; line < Lines; line++)
            Nodes[LineNode[line]].Price = lines[line];
        for (var person = 0; person < PersonNode.Length; person++)
        {
            var place = PersonNode[person];
            Nodes[place].Price = prices.Of(origin[person]);
            for (var left = slotsUsed[person]; left != 0; left &= left - 1)
                Nodes[++place].Price = prices.Of(origin[person], (int)UInt128.TrailingZeroCount(left));
        }
    }

    /// <summary>The line is served by this person in a slot of this index.</summary>
    public void Put(int line, int person, int slot)
    {
        var (node, place) = (LineNode[line], Place(person, slot));
        var arc = LineStart[node];
        while (ArcPlace[arc] != place)
            arc++;
        Serve(arc);
        Nodes[node].Flow++;
        Nodes[PersonNode[person]].Flow++;
    }

    /// <summary>How it ended. A place that nobody uses may cost as much as its person.</summary>
    /// <param name="origin">The number of each person in a larger graph.</param>
    public Ending Ending(int[] origin)
    {
        var ending = new Ending(LinePrices(), [], [], []);
        var personAt = new int[NodeCount];
        for (var person = 0; person < PersonNode.Length; person++)
        {
            var node = PersonNode[person];
            personAt[node] = origin[person];
            if (Nodes[node].Flow == 0)
                continue;
            var (place, before) = (node, ending.Places.Count);
            for (var left = slotsUsed[person]; left != 0; left &= left - 1)
                if (Nodes[++place] is { Flow: > 0 } used && used.Price != Nodes[node].Price)
                    ending.Places.Add(((int)UInt128.TrailingZeroCount(left), used.Price));
            ending.Persons.Add((origin[person], Nodes[node].Price, ending.Places.Count - before));
        }

        for (var line = 0; line < Lines; line++)
            for (var arc = Nodes[LineNode[line]].First; arc >= 0; arc = NextAtLine[arc])
                ending.Tasks.Add((line, personAt[Nodes[~ArcPlace[arc]].PersonOf], graph.ArcSlot[arcOf[arc]]));
        return ending;
    }

    /// <summary>Gives what is free to whoever is unserved, the most pressing first: all that needs no time.</summary>
    public void Fill()
    {
        for (var priority = 3; priority > 0; priority--)
            for (var line = 0; line < Lines; line++)
                for (var arc = LineStart[line]; arc < LineStart[line + 1] && Nodes[line].Base == priority; arc++)
                    if (Nodes[line].Flow < Nodes[line].Room && ArcPlace[arc] is >= 0 and var place
                        && IsFree(place) && IsFree(Nodes[place].PersonOf))
                    {
                        Serve(arc);
                        Nodes[line].Flow++;
                        Nodes[Nodes[place].PersonOf].Flow++;
                    }
    }

    /// <summary>The pair begins to serve by this arc.</summary>
    public void Serve(int arc)
    {
        Occupy(arc, ArcPlace[arc]);
        var line = PairLine[ArcPair[arc]];
        (NextAtLine[arc], Nodes[line].First) = (Nodes[line].First, arc);
        Turn(ArcPair[arc]);
    }

    /// <summary>The pair of this arc ceases to serve.</summary>
    public void Release(int arc)
    {
        var pair = ArcPair[arc];
        Vacate(arc);
        Unchain(ref Nodes[PairLine[pair]].First, NextAtLine, arc);
        Serving[pair] = Nowhere;
        Turn(pair);
    }

    /// <summary>The pair, which serves by another arc, changes to this one.</summary>
    public void Change(int arc)
    {
        var before = Serving[ArcPair[arc]];
        var line = PairLine[ArcPair[arc]];
        Vacate(before);
        Unchain(ref Nodes[line].First, NextAtLine, before);
        Occupy(arc, ~ArcPlace[arc]);
        (NextAtLine[arc], Nodes[line].First) = (Nodes[line].First, arc);
    }

    /// <summary>The graph's arc by which each of its pairs serves, or -1.</summary>
    public int[] Served()
    {
        var served = new int[graph.PairPerson.Length];
        for (int node = 0, pair = 0; node < Lines; node++)
        {
            var line = LineOrder[node];
            for (var own = graph.PairStart[line]; own < graph.PairStart[line + 1]; own++, pair++)
                served[own] = Serving[pair] == Nowhere ? Nowhere : arcOf[Serving[pair]];
        }
        return served;
    }

    /// <summary>Of persons and of places (person, slot).</summary>
    public (long[] Persons, long[] Places) Prices()
    {
        var ofPersons = Array.ConvertAll(PersonNode, node => Nodes[node].Price);
        var slots = graph.Slots.Length;
        var ofPlaces = new long[ofPersons.Length * slots];
        for (var person = 0; person < ofPersons.Length; person++)
        {
            ofPlaces.AsSpan(person * slots, slots).Fill(ofPersons[person]);
            var place = PersonNode[person];
            for (var left = slotsUsed[person]; left != 0; left &= left - 1)
                ofPlaces[person * slots + (int)UInt128.TrailingZeroCount(left)] = Nodes[++place].Price;
        }
        return (ofPersons, ofPlaces);
    }

    /// <summary>What one more unit of each line would cost.</summary>
    public long[] LinePrices() => Array.ConvertAll(LineNode, node => Nodes[node].Price);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<Node>.Shared.Return(Nodes);
        ArrayPool<long>.Shared.Return(InWorth);
        foreach (var array in (int[][])
            [
                ArcPlace, ArcCost, ArcLow, ArcPair, NextAtPlace, NextAtLine, arcOf, PairStart, PairLine, Serving,
                InStart, InArc, InLine,
            ])
            ArrayPool<int>.Shared.Return(array);
    }

    private static int[] Rent(int length) => ArrayPool<int>.Shared.Rent(length);

    private bool IsFree(int node) => Nodes[node].Flow < Nodes[node].Room;

    private void Occupy(int arc, int place)
    {
        (NextAtPlace[arc], Nodes[place].First) = (Nodes[place].First, arc);
        Nodes[place].Flow++;
        Serving[ArcPair[arc]] = arc;
    }

    private void Vacate(int arc)
    {
        var place = ~ArcPlace[arc];
        Unchain(ref Nodes[place].First, NextAtPlace, arc);
        Nodes[place].Flow--;
    }

    private static void Unchain(ref int link, int[] next, int arc)
    {
        while (link != arc)
            link = ref next[link];
        link = next[arc];
    }

    private void Turn(int pair)
    {
        for (var arc = PairStart[pair]; arc < PairStart[pair + 1]; arc++)
            ArcPlace[arc] = ~ArcPlace[arc];
    }

    /// <summary>Of each person the slots that any line could use, one bit each.</summary>
    private UInt128[] SlotsUsed()
    {
        var used = new UInt128[graph.Persons];
        for (var pair = 0; pair < graph.PairPerson.Length; pair++)
            for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                used[graph.PairPerson[pair]] |= UInt128.One << graph.ArcSlot[arc];
        return used;
    }

    /// <summary>Gives nodes to the persons and to their places that are used; says how many nodes there are.</summary>
    private int NumberPersons(int[]? personOrder)
    {
        var nodes = Lines;
        foreach (var person in personOrder ?? Enumerable.Range(0, graph.Persons))
        {
            PersonNode[person] = nodes;
            nodes += 1 + (int)UInt128.PopCount(slotsUsed[person]);
        }
        return nodes;
    }

    private int Place(int person, int slot) =>
        PersonNode[person] + 1 + (int)UInt128.PopCount(slotsUsed[person] & ((UInt128.One << slot) - 1));

    private void LayPersons()
    {
        for (var person = 0; person < PersonNode.Length; person++)
        {
            var node = PersonNode[person];
            Nodes[node] = new()
            {
                PersonOf = node,
                Room = graph.Room(person),
                Base = graph.Load(person),
                First = Nowhere,
            };
            var place = node;
            for (var left = slotsUsed[person]; left != 0; left &= left - 1)
                Nodes[++place] = new()
                {
                    PersonOf = node,
                    Room = graph.SlotRoom(person, (int)UInt128.TrailingZeroCount(left)),
                    First = Nowhere,
                };
        }
    }

    private void LayLines()
    {
        int arcs = 0, pairs = 0;
        for (var node = 0; node < Lines; node++)
        {
            var line = LineOrder[node];
            Nodes[node] = new()
            {
                PersonOf = Nowhere,
                Room = graph.Needs[line].Quantity,
                Base = graph.Needs[line].Priority,
                First = Nowhere,
            };
            for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            {
                (PairStart[pairs], PairLine[pairs]) = (arcs, node);
                var low = int.MaxValue;
                for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++, arcs++)
                {
                    ArcPlace[arcs] = Place(graph.PairPerson[pair], graph.ArcSlot[arc]);
                    (ArcCost[arcs], ArcPair[arcs], arcOf[arcs]) = (graph.ArcCost[arc], pairs, arc);
                    low = Math.Min(low, graph.ArcCost[arc]);
                }
                low += (int)NextTask(PersonNode[graph.PairPerson[pair]]);
                ArcLow.AsSpan(PairStart[pairs], arcs - PairStart[pairs]).Fill(low);
                pairs++;
            }
            LineStart[node + 1] = arcs;
        }
        PairStart[pairs] = arcs;
    }

    /// <summary>Sorts the ways into each place by counting: classes and costs are small numbers.</summary>
    public void LayWaysIn()
    {
        (InStart, InArc, InLine) = (Rent(NodeCount + 1), Rent(arcCount), Rent(arcCount));
        InWorth = ArrayPool<long>.Shared.Rent(arcCount);
        var most = 0;
        foreach (var cost in ArcCost.AsSpan(0, arcCount))
            most = Math.Max(most, cost);
        var byWorth = new int[3 * (most + 1) + 1];
        for (var arc = 0; arc < arcCount; arc++)
            byWorth[Rank(arc) + 1]++;
        for (var rank = 1; rank < byWorth.Length; rank++)
            byWorth[rank] += byWorth[rank - 1];
        var sorted = Rent(arcCount);
        for (var arc = 0; arc < arcCount; arc++)
            sorted[byWorth[Rank(arc)]++] = arc;

        InStart.AsSpan(0, NodeCount + 1).Clear();
        foreach (var place in ArcPlace.AsSpan(0, arcCount))
            InStart[place + 1]++;
        for (var node = 1; node <= NodeCount; node++)
            InStart[node] += InStart[node - 1];
        var next = Rent(NodeCount + 1);
        InStart.AsSpan(0, NodeCount + 1).CopyTo(next);
        foreach (var arc in sorted.AsSpan(0, arcCount))
        {
            var (to, line) = (next[ArcPlace[arc]]++, PairLine[ArcPair[arc]]);
            (InArc[to], InLine[to], InWorth[to]) = (arc, line, Unserved(line) - ArcCost[arc]);
        }
        ArrayPool<int>.Shared.Return(sorted);
        ArrayPool<int>.Shared.Return(next);

        int Rank(int arc) => (3 - Nodes[PairLine[ArcPair[arc]]].Base) * (most + 1) + ArcCost[arc];
    }
}
