namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Goes on from how an earlier round ended. It looks once at every pair under the old prices: what still fits stays as it is. Persons
/// whom something changed for are opened anew, and lines that lost a unit are let in again, on the whole graph, which is laid out only
/// where that search comes. So the end is exact; where nothing has changed, nothing is searched.
/// </summary>
internal sealed class Resumption(RoundGraph graph, Watch watch)
{
    /// <summary>It is sooner done from the beginning when more than one line of so many is open.</summary>
    private const int Many = 4;

    private readonly (int[] Pair, int[] Person, int[] Arc, int[] Slot, int[] Cost) flat =
        (graph.PairStart, graph.PairPerson, graph.ArcStart, graph.ArcSlot, graph.ArcCost);

    private readonly bool[] anew = new bool[graph.Persons];
    private Ending start = null!;
    private long[] lines = [];
    private PriceTable prices = null!;
    private Kept kept = null!;

    /// <summary>The exact end; null when there is too much to do, or no time for it.</summary>
    public Ending? Run(Standing standing)
    {
        Network? numbered = null;
        Parallel.Invoke(() => Look(standing.On(graph)), () => numbered = Numbered());
        using var net = numbered!;
        var free = anew.AsSpan().Contains(true);
        if (free)
            kept = kept.Without(anew);
        var open = graph.Needs.Index().Count(need => IsOpen(need.Index));
        if (open == 0 && !free)
            return start;
        return open <= graph.Needs.Length / Many && watch.Look() ? Solve(net) : null;
    }

    /// <summary>The arc by which each pair serves, or -1.</summary>
    public int[] Served(Ending ending)
    {
        var served = new int[graph.PairPerson.Length];
        Array.Fill(served, Network.Nowhere);
        foreach (var (line, person, slot) in ending.Tasks)
        {
            var pair = graph.PairStart[line];
            while (graph.PairPerson[pair] != person)
                pair++;
            served[pair] = Arc(pair, slot);
        }

        return served;
    }

    /// <summary>Sees what still fits.</summary>
    private void Look(Ending ending)
    {
        (start, lines, prices) = (ending, ending.Lines, new(graph, ending));
        kept = new([.. ending.Tasks], graph.Needs.Length, graph.Persons);
        watch.ForEach(graph.Needs.Length, Look);
        CheckPersons();
    }

    /// <summary>A line serves by the cheapest slot of a pair, pays as much or more, and could not pay less elsewhere; otherwise the
    /// person is asked anew.</summary>
    private void Look(int line)
    {
        var fits = 0;
        var pays = lines[line] = Math.Min(lines[line] < 0 ? Cheapest(line) : lines[line], Unserved(line));
        var own = kept.OfLine(line);
        var end = flat.Pair[line + 1];
        for (var pair = flat.Pair[line]; pair < end; pair++)
        {
            var least = Least(pair);
            if (least > pays)
                continue;
            var person = flat.Person[pair];
            if (Serving(own, person) is not { } slot)
            {
                if (least < pays)
                    anew[person] = true; // and never false: two threads write
            }
            else if (Arc(pair, slot) is >= 0 and var arc && flat.Cost[arc] + prices.Of(person, slot) == least)
                fits++;
        }

        if (fits != own.Length || fits > graph.Needs[line].Quantity)
            foreach (var task in own)
                anew[task.Person] = true;
    }

    /// <summary>Nobody has more tasks than there is room for, is worth less than the last of them costs, or more than the next one; a place
    /// that has room left costs no more than its person, one that is used no less.</summary>
    private void CheckPersons()
    {
        foreach (var (person, price, _) in start.Persons)
        {
            var tasks = kept.OfPerson(person);
            var load = graph.Load(person);
            anew[person] |= tasks.Length > graph.Room(person)
                || price < graph.Weights.Marginal(load + Math.Max(0, tasks.Length - 1))
                || (tasks.Length < graph.Room(person) && price > graph.Weights.Marginal(load + tasks.Length));
            foreach (var (_, slot) in tasks)
                anew[person] |= graph.SlotRoom(person, slot).CompareTo(Count(tasks, slot)) switch
                {
                    < 0 => true,
                    0 => prices.Of(person, slot) < price,
                    _ => prices.Of(person, slot) != price,
                };
        }

        foreach (var (person, slot) in prices.Dear)
            anew[person] |= Count(kept.OfPerson(person), slot) == 0;

        static int Count(ReadOnlySpan<(int Line, int Slot)> tasks, int slot)
        {
            var count = 0;
            foreach (var task in tasks)
                if (task.Slot == slot)
                    count++;
            return count;
        }
    }

    private Network Numbered()
    {
        var net = new Network(graph, new(graph, [.. Enumerable.Range(0, graph.Needs.Length)], null));
        net.FindWaysIn();
        return net;
    }

    private Ending? Solve(Network net)
    {
        net.GoOn(lines, prices, kept);
        foreach (var (person, isAnew) in anew.Index())
            if (isAnew)
                net.Close(net.Numbers.PersonNode[person]);
        var supply = new SupplySearch(net, watch);
        foreach (var (person, isAnew) in anew.Index())
            if (isAnew && !supply.Open(net.Numbers.PersonNode[person]))
                return null;
        var demand = new DemandSearch(net, watch);
        for (var priority = 3; priority > 0; priority--)
            for (var line = 0; line < net.Lines; line++)
                if (net.Wants(line, priority) && !demand.Serve(line))
                    return null;
        return net.Ending();
    }

    private bool IsOpen(int line) => kept.OfLine(line).Length < graph.Needs[line].Quantity && lines[line] < Unserved(line);

    private long Unserved(int line) => graph.Needs[line].Priority * graph.Reward;

    private long Cheapest(int line)
    {
        var cheapest = long.MaxValue;
        for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            cheapest = Math.Min(cheapest, Least(pair));
        return cheapest;
    }

    private long Least(int pair)
    {
        var (arc, end, costs, person) = (flat.Arc[pair], flat.Arc[pair + 1], flat.Cost, flat.Person[pair]);
        var own = prices.OfPlaces(person);
        if (own.IsEmpty)
        {
            var cheapest = costs[arc];
            while (++arc < end)
                cheapest = Math.Min(cheapest, costs[arc]);
            return cheapest + prices.Of(person);
        }

        var least = long.MaxValue;
        for (; arc < end; arc++)
            least = Math.Min(least, costs[arc] + own[flat.Slot[arc]]);
        return least;
    }

    private int Arc(int pair, int slot)
    {
        for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
            if (graph.ArcSlot[arc] == slot)
                return arc;
        return Network.Nowhere;
    }

    private static int? Serving(ReadOnlySpan<(int Line, int Person, int Slot)> tasks, int person)
    {
        foreach (var task in tasks)
            if (task.Person == person)
                return task.Slot;
        return null;
    }
}
