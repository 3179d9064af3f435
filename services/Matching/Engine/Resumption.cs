using System.Collections.Concurrent;

namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Goes on from how an earlier round ended. What still fits stays as it is. Only what comes near the old prices is laid out, a small
/// part of the graph; persons whom something changed for are opened anew, and lines that lost a unit are let in again. In the end every
/// pair is priced: once nothing that was left out could gain, the answer is that of the whole graph.
/// </summary>
internal sealed class Resumption(RoundGraph graph, Watch watch)
{
    /// <summary>At first about as many pairs are laid out for a line, besides those by which it serves.</summary>
    private const int Enough = 2;

    /// <summary>None that is dearer by as much.</summary>
    private const int Far = 400;

    /// <summary>After as many tries it is sooner done from the beginning.</summary>
    private const int Tries = 6;

    /// <summary>The same when more than one line of so many is open.</summary>
    private const int Many = 4;

    private readonly (int[] Pair, int[] Person, int[] Arc, int[] Slot, int[] Cost) flat =
        (graph.PairStart, graph.PairPerson, graph.ArcStart, graph.ArcSlot, graph.ArcCost);

    /// <summary>Of each pair that does not serve: by how much it is too dear, at least.</summary>
    private readonly long[] slack = new long[graph.PairPerson.Length];

    private readonly bool[] laid = new bool[graph.PairPerson.Length];
    private readonly bool[] anew = new bool[graph.Persons];
    private readonly int[] firstTask = new int[graph.Needs.Length + 1];
    private readonly int[] units = new int[graph.Needs.Length];
    private (int Line, int Person, int Slot)[] tasks = [];
    private int open;
    private long near;
    private long[] lines = [];
    private PriceTable prices = null!;

    /// <summary>The exact end; null when there is too much to do, or no time for it.</summary>
    public Ending? Run(Ending start)
    {
        var ending = start;
        if (Fits(ending))
            return ending;
        near = Nearness();
        for (var attempt = 0; attempt < Tries && open <= graph.Needs.Length / Many && watch.Look(); attempt++)
        {
            ForEachLine(Lay);
            ending = Solve();
            if (watch.Over)
                return null;
            if (Holds(ending))
                return ending;
        }

        return null;
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

    /// <summary>Sees what does not fit any more; true when all does.</summary>
    private bool Fits(Ending ending)
    {
        Take(ending);
        foreach (var task in tasks)
            firstTask[task.Line + 1]++;
        for (var line = 0; line < units.Length; line++)
            firstTask[line + 1] += firstTask[line];
        ForEachLine(Look);
        CheckPersons(ending);
        return !HasWork();
    }

    /// <summary>Prices what was left out, at first by how far prices have moved; true when nothing gains.</summary>
    private bool Holds(Ending ending)
    {
        var (linesBefore, pricesBefore) = (lines, prices);
        Take(ending);
        var falls = new long[graph.Persons];
        for (var person = 0; person < falls.Length; person++)
            falls[person] = prices.Fall(person, pricesBefore);
        Array.Clear(anew);
        ForEachLine(Price);
        return !HasWork();

        void Price(int line)
        {
            var rise = lines[line] - linesBefore[line];
            for (var pair = flat.Pair[line]; pair < flat.Pair[line + 1]; pair++)
            {
                if (laid[pair] || (slack[pair] += falls[flat.Person[pair]] - rise) >= 0)
                    continue;
                slack[pair] = Least(pair) - lines[line];
                anew[flat.Person[pair]] |= slack[pair] < 0;
            }
        }
    }

    private void Take(Ending ending) => (lines, prices, tasks) = (ending.Lines, new(graph, ending), [.. ending.Tasks]);

    /// <summary>Whether anybody has to be asked anew, who is then free of tasks, or a line has units left.</summary>
    private bool HasWork()
    {
        tasks = Array.FindAll(tasks, task => !anew[task.Person]);
        Array.Clear(units);
        foreach (var task in tasks)
            units[task.Line]++;
        open = 0;
        for (var line = 0; line < units.Length; line++)
            if (IsOpen(line))
                open++;
        return open > 0 || anew.AsSpan().Contains(true);
    }

    /// <summary>So much dearer pairs may be that they are laid out.</summary>
    private long Nearness()
    {
        Span<int> count = stackalloc int[Far];
        foreach (var one in slack)
            if (one is >= 0 and < Far)
                count[(int)one]++;
        var (sum, at) = (0L, 0);
        while (at < Far && (sum += count[at]) <= (long)Enough * graph.Needs.Length)
            at++;
        return at;
    }

    /// <summary>A line serves by the cheapest slot of a pair, pays as much or more, and could not pay less elsewhere; otherwise the
    /// person is asked anew.</summary>
    private void Look(int line)
    {
        var fits = 0;
        var pays = lines[line] = Math.Min(lines[line] < 0 ? Cheapest(line) : lines[line], Unserved(line));
        var own = tasks.AsSpan(firstTask[line]..firstTask[line + 1]);
        var end = flat.Pair[line + 1];
        for (var pair = flat.Pair[line]; pair < end; pair++)
        {
            var person = flat.Person[pair];
            var least = Least(pair);
            slack[pair] = least - pays;
            if (Serving(own, person) is not { } slot)
                anew[person] |= least < pays;
            else if (least <= pays && Arc(pair, slot) is >= 0 and var arc && graph.ArcCost[arc] + prices.Of(person, slot) == least)
                (fits, laid[pair]) = (fits + 1, true);
            else
                anew[person] = true;
        }

        if (fits != own.Length || fits > graph.Needs[line].Quantity)
            foreach (var task in own)
                anew[task.Person] = true;
    }

    /// <summary>Nobody has more tasks than there is room for, is worth less than the last of them costs, or more than the next one; a place
    /// that has room left costs no more than its person, one that is used no less.</summary>
    private void CheckPersons(Ending ending)
    {
        Dictionary<(int Person, int Slot), int> inPlace = new(tasks.Length);
        Dictionary<int, int> ofPerson = new(tasks.Length);
        foreach (var task in tasks)
        {
            inPlace[(task.Person, task.Slot)] = inPlace.GetValueOrDefault((task.Person, task.Slot)) + 1;
            ofPerson[task.Person] = ofPerson.GetValueOrDefault(task.Person) + 1;
        }

        foreach (var (person, price, _) in ending.Persons)
        {
            var (count, load) = (ofPerson.GetValueOrDefault(person), graph.Load(person));
            anew[person] |= count > graph.Room(person)
                || price < graph.Weights.Marginal(load + Math.Max(0, count - 1))
                || (count < graph.Room(person) && price > graph.Weights.Marginal(load + count));
        }

        foreach (var ((person, slot), count) in inPlace)
            anew[person] |= graph.SlotRoom(person, slot).CompareTo(count) switch
            {
                < 0 => true,
                0 => prices.Of(person, slot) < prices.Of(person),
                _ => prices.Of(person, slot) != prices.Of(person),
            };
        foreach (var (person, slot) in prices.Dear)
            anew[person] |= !inPlace.ContainsKey((person, slot));
    }

    /// <summary>A line that lost a unit may take anybody; whoever is asked anew may be of use to anybody.</summary>
    private void Lay(int line)
    {
        var all = IsOpen(line);
        for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            laid[pair] |= all || slack[pair] < near || (anew[flat.Person[pair]] && Gains(pair, lines[line]));
    }

    private bool Gains(int pair, long pays)
    {
        var person = graph.PairPerson[pair];
        var next = graph.Weights.Marginal(graph.Load(person)) - near;
        for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
            if (graph.ArcCost[arc] + next <= pays)
                return true;
        return false;
    }

    private Ending Solve()
    {
        var (part, origin) = graph.Part(laid);
        using var net = new Network(part, [.. Enumerable.Range(0, graph.Needs.Length)], null);
        net.LayWaysIn();
        net.GoOn(lines, prices, origin);
        var to = new int[graph.Persons];
        foreach (var (person, whole) in origin.Index())
            to[whole] = person;
        foreach (var (line, person, slot) in tasks)
            net.Put(line, to[person], slot);
        foreach (var (person, whole) in origin.Index())
            if (anew[whole])
                net.Close(net.PersonNode[person]);
        var supply = new SupplySearch(net, watch);
        foreach (var person in net.PersonNode)
            if (!supply.Open(person))
                break;
        var demand = new DemandSearch(net, watch);
        for (var priority = 3; priority > 0 && !watch.Over; priority--)
            for (var line = 0; line < net.Lines; line++)
                if (net.Wants(line, priority) && !demand.Serve(line))
                    break;
        return net.Ending(origin);
    }

    private bool IsOpen(int line) => units[line] < graph.Needs[line].Quantity && lines[line] < Unserved(line);

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
        var (least, person) = (long.MaxValue, flat.Person[pair]);
        for (var arc = flat.Arc[pair]; arc < flat.Arc[pair + 1]; arc++)
            least = Math.Min(least, flat.Cost[arc] + prices.Of(person, flat.Slot[arc]));
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

    private void ForEachLine(Action<int> act)
    {
        if (watch.Parallel)
            Parallel.ForEach(
                Partitioner.Create(0, graph.Needs.Length), range =>
                {
                    for (var line = range.Item1; line < range.Item2; line++)
                        act(line);
                });
        else
            for (var line = 0; line < graph.Needs.Length; line++)
                act(line);
    }
}
