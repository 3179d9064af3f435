using System.Diagnostics;

namespace FiveSocieties.Matching.Engine;

/// <summary>How long a solution may take; what is found by then is returned with its gap.</summary>
/// <param name="Milliseconds">Time on the clock.</param>
/// <param name="Iterations">Units looked at; for tests, where the clock must not decide.</param>
public readonly record struct Budget(long Milliseconds = long.MaxValue, long Iterations = long.MaxValue);

/// <summary>
/// Exact minimum-cost flow by successive shortest paths with prices. Each unit of each line starts as unserved, at
/// p × M; the search looks for the cheapest way to place it: a free helper, a chain of helpers that change line or
/// slot, or a unit of another line that gives way. The price of a node is a lower bound of what it costs to get from
/// there to the end, so a search sees only the neighbourhood in which prices rise (Dijkstra on reduced costs).
/// A pair needs no node of its own: unserved, it is entered only from its line; serving, it is left only from the
/// place it holds, either to its line or to another slot.
/// </summary>
internal sealed class FlowSolver
{
    private const int Nowhere = -1;
    private const int LookAtClock = 0x3FF;

    private readonly RoundGraph graph;
    private readonly int slots;
    private readonly int firstPerson;
    private readonly int firstPlace;

    // The flow. Pairs that hold a place are chained from the place.
    private readonly int[] served;
    private readonly int[] lineOf;
    private readonly int[] first;
    private readonly int[] next;
    private readonly int[] placeFlow;
    private readonly int[] personFlow;

    // The search. A distance counts only with the stamp of the present search.
    private readonly long[] distance;
    private readonly int[] stamp;
    private readonly int[] parent;
    private readonly int[] via;
    private readonly NodeHeap heap = new();
    private readonly List<int> settled = [];
    private readonly Stopwatch clock = new();
    private int search;
    private int end;
    private long best;
    private long steps;

    public FlowSolver(RoundGraph graph)
    {
        this.graph = graph;
        slots = graph.Slots.Length;
        firstPerson = graph.Needs.Length;
        firstPlace = firstPerson + graph.Persons.Length;
        var (pairs, places) = (graph.PairPerson.Length, graph.SlotRoom.Length);
        (served, lineOf, next) = (new int[pairs], new int[pairs], new int[pairs]);
        (first, placeFlow, personFlow) = (new int[places], new int[places], new int[graph.Persons.Length]);
        Array.Fill(served, Nowhere);
        Array.Fill(first, Nowhere);
        for (var line = 0; line < firstPerson; line++)
            lineOf.AsSpan(graph.PairStart[line]..graph.PairStart[line + 1]).Fill(line);
        var nodes = firstPlace + places;
        (Prices, distance) = (new long[nodes], new long[nodes]);
        (stamp, parent, via) = (new int[nodes], new int[nodes], new int[nodes]);
        for (var person = 0; person < personFlow.Length; person++)
        {
            Prices[firstPerson + person] = Marginal(person);
            Prices.AsSpan(firstPlace + person * slots, slots).Fill(Marginal(person));
        }
    }

    /// <summary>Of lines, then persons, then places: (person, slot).</summary>
    public long[] Prices { get; }

    /// <summary>The arc by which each pair serves, or -1.</summary>
    public int[] Served => served;

    public long Iterations { get; private set; }

    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>The most pressing lines first, then by id. Ends early when the budget is spent.</summary>
    public void Run(Budget budget, CancellationToken cancellation)
    {
        clock.Start();
        foreach (var line in Enumerable.Range(0, firstPerson).OrderByDescending(line => graph.Needs[line].Priority))
            if (!Serve(line, budget, cancellation))
                break;
        clock.Stop();
    }

    private bool Serve(int line, Budget budget, CancellationToken cancellation)
    {
        Prices[line] = Unserved(line);
        for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                Prices[line] = Math.Min(Prices[line], graph.ArcCost[arc] + Prices[Place(pair, arc)]);
        for (var unit = 0; unit < graph.Needs[line].Quantity; unit++)
        {
            if (Iterations >= budget.Iterations || !Search(line, budget.Milliseconds, cancellation))
                return false;
            Iterations++;
            foreach (var node in settled)
                Prices[node] += best - distance[node];
            if (end == line)
                break; // What this unit cannot reach, the next one cannot either.
            Augment();
        }
        return true;
    }

    private bool Search(int line, long milliseconds, CancellationToken cancellation)
    {
        search++;
        heap.Clear();
        settled.Clear();
        best = long.MaxValue;
        Reach(line, -Prices[line], Nowhere, Nowhere);
        while (heap.Count > 0)
        {
            var (so, node) = heap.Pop();
            if (so >= best)
                break;
            if (so > distance[node])
                continue;
            if ((++steps & LookAtClock) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                if (clock.ElapsedMilliseconds >= milliseconds)
                    return false;
            }
            settled.Add(node);
            if (node < firstPerson)
                LeaveLine(node, so);
            else if (node < firstPlace)
                LeavePerson(node - firstPerson, so);
            else
                LeavePlace(node - firstPlace, so);
        }
        return true;
    }

    private void LeaveLine(int line, long so)
    {
        so -= Prices[line];
        for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            if (served[pair] == Nowhere)
                for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                    Reach(Place(pair, arc), so + graph.ArcCost[arc], line, pair);
    }

    private void LeavePlace(int place, long so)
    {
        so -= Prices[firstPlace + place];
        for (var pair = first[place]; pair != Nowhere; pair = next[pair])
        {
            var without = so - graph.ArcCost[served[pair]];
            Reach(lineOf[pair], without, firstPlace + place, pair);
            for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                if (arc != served[pair])
                    Reach(Place(pair, arc), without + graph.ArcCost[arc], firstPlace + place, pair);
        }
    }

    private void LeavePerson(int person, long so)
    {
        so -= Prices[firstPerson + person];
        if (personFlow[person] > 0)
            for (var place = person * slots; place < (person + 1) * slots; place++)
                if (placeFlow[place] > 0)
                    Reach(firstPlace + place, so, firstPerson + person, Nowhere);
    }

    /// <summary>
    /// Notes a shorter way to a node; <paramref name="to"/> is its length before the node's own price is added. It
    /// goes on at once from a free place to its person, so that the best end is known early and nothing beyond it is
    /// looked at.
    /// </summary>
    private void Reach(int node, long to, int from, int by)
    {
        while (true)
        {
            var so = to + Prices[node];
            if (so >= best || (stamp[node] == search && so >= distance[node]))
                return;
            (stamp[node], distance[node], parent[node], via[node]) = (search, so, from, by);
            if (node < firstPerson)
                End(node, to + Unserved(node));
            else if (node < firstPlace && personFlow[node - firstPerson] < graph.Room(node - firstPerson))
                End(node, to + Marginal(node - firstPerson));
            if (so < best)
                heap.Push(so, node);
            if (node < firstPlace || placeFlow[node - firstPlace] >= graph.SlotRoom[node - firstPlace])
                return;
            (from, by) = (node, Nowhere);
            node = firstPerson + (node - firstPlace) / slots;
        }
    }

    private void End(int node, long at)
    {
        if (at < best)
            (best, end) = (at, node);
    }

    /// <summary>Goes back from the end: pairs along the way take, change or give up their places.</summary>
    private void Augment()
    {
        if (end >= firstPerson)
            personFlow[end - firstPerson]++;
        for (var node = end; parent[node] != Nowhere; node = parent[node])
        {
            var pair = via[node];
            if (pair == Nowhere)
                continue;
            if (served[pair] != Nowhere)
                Vacate(pair);
            if (node >= firstPlace)
                Occupy(pair, node);
        }
    }

    private void Occupy(int pair, int node)
    {
        var place = node - firstPlace;
        served[pair] = graph.ArcStart[pair];
        while (graph.ArcSlot[served[pair]] != place % slots)
            served[pair]++;
        (next[pair], first[place]) = (first[place], pair);
        placeFlow[place]++;
    }

    private void Vacate(int pair)
    {
        var place = Place(pair, served[pair]) - firstPlace;
        served[pair] = Nowhere;
        placeFlow[place]--;
        if (first[place] == pair)
        {
            first[place] = next[pair];
            return;
        }
        var before = first[place];
        while (next[before] != pair)
            before = next[before];
        next[before] = next[pair];
    }

    private long Unserved(int line) => graph.Needs[line].Priority * graph.Reward;

    private long Marginal(int person) => graph.Weights.Marginal(graph.Persons[person].Load + personFlow[person]);

    private int Place(int pair, int arc) => firstPlace + graph.PairPerson[pair] * slots + graph.ArcSlot[arc];
}
