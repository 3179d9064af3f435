using System.Buffers;

namespace FiveSocieties.Matching.Engine;

/// <summary>
/// A round as a flow, in flat arrays: nodes are lines, then persons, each followed by its places (person, slot). What
/// is near on the map lies near in memory. A pair needs no node of its own: unserved, it is entered only from its
/// line; serving, it is left only from the place it holds, either to its line or to another slot.
/// </summary>
internal sealed class Network : IDisposable
{
    public const int Nowhere = -1;

    /// <summary>In place of the first arc of a line that is not laid out yet.</summary>
    private const int Unknown = -2;

    private readonly RoundGraph graph;
    private Kept? kept;

    /// <summary>Nobody serves yet. Lines are laid out later, all at once or as a search comes to them.</summary>
    public Network(RoundGraph graph, Numbering numbers)
    {
        (this.graph, Numbers, Lines) = (graph, numbers, numbers.Lines);
        Nodes = ArrayPool<Node>.Shared.Rent(numbers.Nodes + 1);
        var (arcs, pairs) = (graph.ArcCost.Length, graph.PairPerson.Length);
        (ArcPlace, ArcCost, ArcLow, ArcPair) = (Rent(arcs), Rent(arcs), Rent(arcs), Rent(arcs));
        (NextAtPlace, NextAtLine) = (Rent(arcs), Rent(arcs));
        (PairStart, PairLine, Serving) = (Rent(pairs + 1), Rent(pairs), Rent(pairs));
        Serving.AsSpan(0, pairs).Fill(Nowhere);
        SetLines();
        SetPersons();
        Nodes[numbers.Nodes] = new() { PersonOf = Nowhere };
    }

    /// <summary>Which node, pair and arc is what.</summary>
    public Numbering Numbers { get; }

    public int Lines { get; }

    public Node[] Nodes { get; }

    /// <summary>First arc of each line, and the end.</summary>
    public int[] LineStart => Numbers.FirstArc;

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

    /// <summary>What leads into places.</summary>
    public WaysIn Ways { get; private set; } = null!;

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
        for (var node = Lines; node < Numbers.Nodes; node++)
            Nodes[node].Price = NextTask(Nodes[node].PersonOf);
    }

    /// <summary>Lines are worth what they were in an earlier solution, if it rated them lower than unserved.</summary>
    public void StartFrom(ReadOnlySpan<long> prices)
    {
        for (var line = 0; line < Lines; line++)
            Nodes[Numbers.LineNode[line]].Price = Math.Clamp(prices[line], 0, Unserved(Numbers.LineNode[line]));
    }

    /// <summary>Nobody can be asked yet.</summary>
    public void CloseAll()
    {
        foreach (var person in Numbers.PersonNode)
            Close(person);
    }

    /// <summary>The person, who serves nobody, cannot be asked yet: places have the least price at which no line would gain by
    /// them.</summary>
    public void Close(int person)
    {
        Ways.Lay(person);
        var price = NextTask(person);
        for (var place = person + 1; Nodes[place].PersonOf == person; place++)
        {
            ref var node = ref Nodes[place];
            node.Price = NextTask(person);
            for (var at = Ways.Start[place]; at < Ways.Start[place + 1] && -Ways.Loss[at] > node.Price; at++)
            {
                var line = Ways.Way[at].Line;
                node.Price = Math.Max(node.Price, Nodes[line].Price - Unserved(line) - Ways.Loss[at]);
            }

            if (node.Room > 0)
                price = Math.Max(price, node.Price);
        }

        Nodes[person].Price = price;
    }

    /// <summary>Everything costs what it did, and whoever served serves.</summary>
    public void GoOn(ReadOnlySpan<long> lines, PriceTable prices, Kept tasks)
    {
        for (var line = 0; line < Lines; line++)
            Nodes[Numbers.LineNode[line]].Price = lines[line];
        for (var person = 0; person < Numbers.PersonNode.Length; person++)
        {
            var place = Numbers.PersonNode[person];
            Nodes[place].Price = prices.Of(person);
            for (var left = Numbers.Slots(person); left != 0; left &= left - 1)
                Nodes[++place].Price = prices.Of(person, (int)UInt128.TrailingZeroCount(left));
        }

        kept = tasks;
        foreach (var (line, person, slot) in tasks.Tasks)
        {
            Nodes[Numbers.LineNode[line]].Flow++;
            Nodes[Numbers.PersonNode[person]].Flow++;
            Nodes[Numbers.Place(person, slot)].Flow++;
        }
    }

    /// <summary>How it ended. A place that nobody uses may cost as much as its person.</summary>
    public Ending Ending()
    {
        var ending = new Ending(LinePrices(), new(Numbers.PersonNode.Length), [], new(2 * Lines));
        for (var person = 0; person < Numbers.PersonNode.Length; person++)
        {
            var node = Numbers.PersonNode[person];
            if (Nodes[node].Flow == 0)
                continue;
            var had = ending.Places.Count;
            for (var place = node + 1; Nodes[place].PersonOf == node; place++)
                if (Nodes[place].Flow > 0 && Nodes[place].Price != Nodes[node].Price)
                    ending.Places.Add((Numbers.Slot(person, place), Nodes[place].Price));
            ending.Persons.Add((person, Nodes[node].Price, ending.Places.Count - had));
        }

        for (var line = 0; line < Lines; line++)
        {
            var node = Numbers.LineNode[line];
            if (Nodes[node].First == Unknown)
                ending.Tasks.AddRange(kept!.OfLine(line));
            for (var arc = Nodes[node].First; arc >= 0; arc = NextAtLine[arc])
                ending.Tasks.Add((line, Nodes[Nodes[~ArcPlace[arc]].PersonOf].First, graph.ArcSlot[arc + Numbers.Offset[node]]));
        }

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
            var line = Numbers.LineOrder[node];
            for (var own = graph.PairStart[line]; own < graph.PairStart[line + 1]; own++, pair++)
                served[own] = Serving[pair] == Nowhere ? Nowhere : Serving[pair] + Numbers.Offset[node];
        }
        return served;
    }

    /// <summary>Of persons and of places (person, slot).</summary>
    public (long[] Persons, long[] Places) Prices()
    {
        var ofPersons = Array.ConvertAll(Numbers.PersonNode, node => Nodes[node].Price);
        var slots = graph.Slots.Length;
        var ofPlaces = new long[ofPersons.Length * slots];
        for (var person = 0; person < ofPersons.Length; person++)
        {
            ofPlaces.AsSpan(person * slots, slots).Fill(ofPersons[person]);
            var place = Numbers.PersonNode[person];
            for (var left = Numbers.Slots(person); left != 0; left &= left - 1)
                ofPlaces[person * slots + (int)UInt128.TrailingZeroCount(left)] = Nodes[++place].Price;
        }
        return (ofPersons, ofPlaces);
    }

    /// <summary>What one more unit of each line would cost.</summary>
    public long[] LinePrices() => Array.ConvertAll(Numbers.LineNode, node => Nodes[node].Price);

    /// <summary>Finds the ways into places, which are laid out later.</summary>
    public void FindWaysIn() => Ways = new(graph, this);

    /// <summary>Lays all lines out.</summary>
    public void LayLines(Watch watch) => watch.ForEach(Lines, LayLine);

    /// <summary>Lays the line out, with whoever it has kept, unless that is done.</summary>
    public void Know(int line)
    {
        if (Nodes[line].First == Unknown)
            LayLine(line);
    }

    /// <summary>Lays out the lines that the person has kept.</summary>
    public void KnowTasks(int person)
    {
        if (kept is null)
            return;
        foreach (var (line, _) in kept.OfPerson(Nodes[person].First))
            Know(Numbers.LineNode[line]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<Node>.Shared.Return(Nodes);
        Ways?.Dispose();
        foreach (var array in (int[][])
            [ArcPlace, ArcCost, ArcLow, ArcPair, NextAtPlace, NextAtLine, PairStart, PairLine, Serving])
            ArrayPool<int>.Shared.Return(array);
    }

    private static int[] Rent(int length) => ArrayPool<int>.Shared.Rent(length);

    private bool IsFree(int node) => Nodes[node].Flow < Nodes[node].Room;

    private void Occupy(int arc, int place)
    {
        Enter(arc, place);
        Nodes[place].Flow++;
    }

    private void Enter(int arc, int place)
    {
        (NextAtPlace[arc], Nodes[place].First) = (Nodes[place].First, arc);
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

    private void SetPersons()
    {
        for (var person = 0; person < Numbers.PersonNode.Length; person++)
        {
            var node = Numbers.PersonNode[person];
            Nodes[node] = new()
            {
                PersonOf = node,
                Room = graph.Room(person),
                Base = graph.Load(person),
                First = person,
            };
            var place = node;
            for (var left = Numbers.Slots(person); left != 0; left &= left - 1)
                Nodes[++place] = new()
                {
                    PersonOf = node,
                    Room = graph.SlotRoom(person, (int)UInt128.TrailingZeroCount(left)),
                    First = Nowhere,
                };
        }
    }

    private void SetLines()
    {
        for (var node = 0; node < Lines; node++)
        {
            var need = graph.Needs[Numbers.LineOrder[node]];
            Nodes[node] = new() { PersonOf = Nowhere, Room = need.Quantity, Base = need.Priority, First = Unknown };
            PairLine.AsSpan(Numbers.FirstPair[node]..Numbers.FirstPair[node + 1]).Fill(node);
        }
    }

    private void LayLine(int node)
    {
        var line = Numbers.LineOrder[node];
        var (arcs, pairs) = (LineStart[node], Numbers.FirstPair[node]);
        for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++, pairs++)
        {
            PairStart[pairs] = arcs;
            var low = int.MaxValue;
            for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++, arcs++)
            {
                ArcPlace[arcs] = Numbers.Place(graph.PairPerson[pair], graph.ArcSlot[arc]);
                (ArcCost[arcs], ArcPair[arcs]) = (graph.ArcCost[arc], pairs);
                low = Math.Min(low, graph.ArcCost[arc]);
            }

            low += (int)graph.Weights.Marginal(graph.Load(graph.PairPerson[pair]));
            ArcLow.AsSpan(PairStart[pairs], arcs - PairStart[pairs]).Fill(low);
        }

        PairStart[pairs] = arcs;
        Nodes[node].First = Nowhere;
        if (kept is not null)
            foreach (var task in kept.OfLine(line))
                Keep(node, Numbers.Place(task.Person, task.Slot));
    }

    /// <summary>The line is served at this place, as both have counted already.</summary>
    private void Keep(int line, int place)
    {
        var arc = LineStart[line];
        while (ArcPlace[arc] != place)
            arc++;
        Enter(arc, place);
        (NextAtLine[arc], Nodes[line].First) = (Nodes[line].First, arc);
        Turn(ArcPair[arc]);
    }
}
