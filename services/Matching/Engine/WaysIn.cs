using System.Buffers;

namespace FiveSocieties.Matching.Engine;

/// <summary>
/// The ways into each place: arcs of lines that could use it, the most worth first. They are laid out person by person, of all at
/// once or as a search comes to them.
/// </summary>
internal sealed class WaysIn : IDisposable
{
    /// <summary>In place of the first way into a place that is not laid out yet.</summary>
    private const int Unknown = -1;

    /// <summary>So many are sorted sooner one by one.</summary>
    private const int Few = 24;

    private readonly Network net;
    /// <summary>Where what was found of each person ends.</summary>
    private readonly int[] end;
    private readonly (int Slot, int Cost, int Arc, int Line)[] found;

    /// <summary>Gathers what leads to each person.</summary>
    public WaysIn(RoundGraph graph, Network net)
    {
        this.net = net;
        var numbers = net.Numbers;
        var (persons, starts, slots, costs) = (graph.PairPerson, graph.ArcStart, graph.ArcSlot, graph.ArcCost);
        end = new int[numbers.PersonNode.Length];
        for (var pair = 0; pair < persons.Length; pair++)
            end[persons[pair]] += starts[pair + 1] - starts[pair];
        Start = ArrayPool<int>.Shared.Rent(numbers.Nodes + 1);
        Start.AsSpan(0, numbers.Nodes).Fill(Unknown);
        var from = 0;
        foreach (var person in numbers.PersonOrder)
        {
            Start[numbers.PersonNode[person]] = from;
            (end[person], from) = (from, from + end[person]);
        }

        Start[numbers.Nodes] = from;
        found = ArrayPool<(int, int, int, int)>.Shared.Rent(from);
        (Way, Loss) = (ArrayPool<(int, int)>.Shared.Rent(from), ArrayPool<long>.Shared.Rent(from));
        for (int node = 0, at = 0; node < numbers.Lines; node++)
            for (int line = numbers.LineOrder[node], pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
                for (var arc = starts[pair]; arc < starts[pair + 1]; arc++, at++)
                    found[end[persons[pair]]++] = (slots[arc], costs[arc], at, node);
    }

    /// <summary>First way into each place, and the end.</summary>
    public int[] Start { get; }

    /// <summary>Each way.</summary>
    public (int Arc, int Line)[] Way { get; }

    /// <summary>What the arc costs less what a unit of the line is worth: rising along a place.</summary>
    public long[] Loss { get; }

    /// <summary>Lays out the ways to all.</summary>
    public void LayAll(Watch watch) => watch.ForEach(net.Numbers.PersonNode.Length, person => Lay(net.Numbers.PersonNode[person]));

    /// <summary>Lays out the ways to this person, unless that is done.</summary>
    public void Lay(int person)
    {
        if (Start[person + 1] != Unknown)
            return;
        var (number, from) = (net.Nodes[person].First, Start[person]);
        var own = found.AsSpan(from..end[number]);
        Span<int> next = stackalloc int[128];
        foreach (ref var way in own)
            next[(way.Slot = net.Numbers.Place(number, way.Slot)) - person]++;
        var place = person + 1;
        for (; net.Nodes[place].PersonOf == person; place++)
        {
            Start[place] = from;
            (next[place - person], from) = (from, from + next[place - person]);
        }

        foreach (var (to, cost, arc, line) in own)
        {
            var at = next[to - person]++;
            (Way[at], Loss[at]) = ((arc, line), cost - net.Unserved(line));
        }

        while (--place > person)
            Sort(Loss.AsSpan(Start[place]..Start[place + 1]), Way.AsSpan(Start[place]..Start[place + 1]));
    }

    /// <summary>Most places have a handful of ways.</summary>
    private static void Sort(Span<long> losses, Span<(int Arc, int Line)> ways)
    {
        if (losses.Length > Few)
        {
            losses.Sort(ways);
            return;
        }

        for (var at = 1; at < losses.Length; at++)
        {
            var (loss, way, to) = (losses[at], ways[at], at);
            for (; to > 0 && losses[to - 1] > loss; to--)
                (losses[to], ways[to]) = (losses[to - 1], ways[to - 1]);
            (losses[to], ways[to]) = (loss, way);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(Start);
        ArrayPool<long>.Shared.Return(Loss);
        ArrayPool<(int, int)>.Shared.Return(Way);
        ArrayPool<(int, int, int, int)>.Shared.Return(found);
    }
}
