namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Opens the capacity of persons, unit by unit, each to what gains most by it: an unserved unit, a chain of lines that
/// change helper or slot and so let one in, or another person who has done more.
/// </summary>
internal sealed class SupplySearch(Network net, Watch watch)
{
    private const int LookEvery = 0x3FF;

    private readonly Frontier frontier = new();
    private long best;
    private int stamp;
    private int steps;
    private int end;

    /// <summary>Opens the person as long as anybody gains by it; false when the watch says stop.</summary>
    public bool Open(int person)
    {
        while (net.Nodes[person].Flow < net.Nodes[person].Room && net.Nodes[person].Price > net.NextTask(person))
        {
            if (!watch.Next() || !Find(person))
                return false;
            foreach (var node in frontier.Settled)
                net.Nodes[node].Price -= best - net.Nodes[node].Distance;
            if (end >= 0)
                Augment(person);
        }
        return true;
    }

    /// <summary>Looks backwards from the person, at most as far as there is anything to gain.</summary>
    private bool Find(int person)
    {
        stamp = watch.Stamp();
        frontier.Clear();
        (best, end) = (net.Nodes[person].Price - net.NextTask(person), Network.Nowhere);
        Reach(person, 0, Network.Nowhere, Network.Nowhere);
        while (frontier.Take(net.Nodes, best) is >= 0 and var node)
        {
            if ((++steps & LookEvery) == 0 && !watch.Look())
                return false;
            var so = net.Nodes[node].Distance + net.Nodes[node].Price;
            if (node < net.Lines)
                EnterLine(node, so);
            else if (net.Nodes[node].PersonOf == node)
                EnterPerson(node, so);
            else
                EnterPlace(node, so);
        }
        return true;
    }

    private void EnterLine(int line, long so)
    {
        for (var arc = net.Nodes[line].First; arc >= 0; arc = net.NextAtLine[arc])
            Reach(~net.ArcPlace[arc], so - net.ArcCost[arc] - net.Nodes[~net.ArcPlace[arc]].Price, line, arc);
    }

    /// <summary>
    /// A line's price is at most what a unit of it is worth: the ways in that are left are no better than their worth.
    /// </summary>
    private void EnterPlace(int place, long so)
    {
        var (losses, ways, nodes) = (net.Ways.Loss, net.Ways.Way, net.Nodes);
        net.Ways.Lay(nodes[place].PersonOf);
        net.KnowTasks(nodes[place].PersonOf);
        var last = net.Ways.Start[place + 1];
        for (var at = net.Ways.Start[place]; at < last && so + losses[at] < best; at++)
        {
            var (arc, line) = ways[at];
            var to = so + losses[at] + (net.Unserved(line) - nodes[line].Price);
            if (to >= best)
                continue;
            net.Know(line);
            var serving = net.Serving[net.ArcPair[arc]];
            if (serving < 0)
                Reach(line, to, place, arc);
            else if (serving != arc)
            {
                var other = ~net.ArcPlace[serving];
                Reach(other, so + net.ArcCost[arc] - net.ArcCost[serving] - nodes[other].Price, place, arc);
            }
        }
        if (net.Nodes[place].Flow > 0)
            Reach(net.Nodes[place].PersonOf, so - nodes[net.Nodes[place].PersonOf].Price, place, Network.Nowhere);
    }

    private void EnterPerson(int person, long so)
    {
        for (var place = person + 1; net.Nodes[place].PersonOf == person; place++)
            if (net.Nodes[place].Flow < net.Nodes[place].Room)
                Reach(place, so - net.Nodes[place].Price, person, Network.Nowhere);
    }

    private void Reach(int node, long so, int to, int by)
    {
        if (so >= best || !net.Nodes[node].Mark(stamp, so, to, by))
            return;
        if (node < net.Lines)
        {
            if (net.Nodes[node].Flow < net.Nodes[node].Room)
                (best, end) = (so, node);
        }
        else if (net.Nodes[node].PersonOf == node && net.Nodes[node].Flow > 0
            && so + net.Nodes[node].Price - net.LastTask(node) is var at && at < best)
            (best, end) = (at, node);
        if (so < best)
            frontier.Push(so, node);
    }

    /// <summary>Goes from where the unit comes from to the person: pairs take, change or give up places.</summary>
    private void Augment(int person)
    {
        net.Nodes[end].Flow += end < net.Lines ? 1 : -1;
        net.Nodes[person].Flow++;
        for (var node = end; node != person; node = net.Nodes[node].Parent)
        {
            var (to, by) = (net.Nodes[node].Parent, net.Nodes[node].Via);
            if (by < 0)
                continue;
            if (node < net.Lines)
                net.Serve(by);
            else if (to < net.Lines)
                net.Release(by);
            else
                net.Change(by);
        }
    }
}
