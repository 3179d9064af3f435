namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Lets units of lines in, each on the cheapest way to the end: to a free helper, through a chain of helpers that
/// change line or slot, or by pushing out a unit of another line; or it stays unserved.
/// </summary>
internal sealed class DemandSearch(Network net, Watch watch)
{
    private const int LookEvery = 0x3FF;

    private readonly Frontier frontier = new();
    private long best;
    private int stamp;
    private int steps;
    private int end;

    /// <summary>Lets the line in; false when the watch says stop.</summary>
    public bool Serve(int line)
    {
        net.Know(line);
        net.Nodes[line].Price = Cheapest(line);
        for (var unit = net.Nodes[line].Flow; unit < net.Nodes[line].Room; unit++)
        {
            if (!watch.Next() || !Find(line))
                return false;
            foreach (var node in frontier.Settled)
                net.Nodes[node].Price += best - net.Nodes[node].Distance;
            if (end == line)
                break; // What this unit cannot reach, the next one cannot either.
            Augment(line);
        }
        return true;
    }

    private long Cheapest(int line)
    {
        var price = net.Unserved(line);
        for (var arc = net.LineStart[line]; arc < net.LineStart[line + 1] && net.ArcLow[arc] < price; arc++)
            if (net.ArcPlace[arc] is >= 0 and var place)
                price = Math.Min(price, net.ArcCost[arc] + net.Nodes[place].Price);
        return price;
    }

    private bool Find(int line)
    {
        stamp = watch.Stamp();
        frontier.Clear();
        best = long.MaxValue;
        Reach(line, 0, Network.Nowhere, Network.Nowhere);
        while (frontier.Take(net.Nodes, best) is >= 0 and var node)
        {
            if ((++steps & LookEvery) == 0 && !watch.Look())
                return false;
            var so = net.Nodes[node].Distance - net.Nodes[node].Price;
            if (node < net.Lines)
                LeaveLine(node, so);
            else if (net.Nodes[node].PersonOf == node)
                LeavePerson(node, so);
            else
                LeavePlace(node, so);
        }
        return true;
    }

    private void LeaveLine(int line, long so)
    {
        var (places, costs, lows, nodes) = (net.ArcPlace, net.ArcCost, net.ArcLow, net.Nodes);
        var last = net.LineStart[line + 1];
        for (var arc = net.LineStart[line]; arc < last && so + lows[arc] < best; arc++)
        {
            var place = places[arc];
            if (place < 0)
                continue;
            var to = so + costs[arc] + nodes[place].Price;
            if (to < best)
                Reach(place, to, line, arc);
        }
    }

    private void LeavePlace(int place, long so)
    {
        net.KnowTasks(net.Nodes[place].PersonOf);
        for (var serving = net.Nodes[place].First; serving >= 0; serving = net.NextAtPlace[serving])
        {
            var without = so - net.ArcCost[serving];
            var pair = net.ArcPair[serving];
            var line = net.PairLine[pair];
            Reach(line, without + net.Nodes[line].Price, place, serving);
            for (var arc = net.PairStart[pair]; arc < net.PairStart[pair + 1]; arc++)
                if (arc != serving)
                {
                    var other = ~net.ArcPlace[arc];
                    Reach(other, without + net.ArcCost[arc] + net.Nodes[other].Price, place, arc);
                }
        }
        if (net.Nodes[place].Flow < net.Nodes[place].Room)
            Reach(net.Nodes[place].PersonOf, so + net.Nodes[net.Nodes[place].PersonOf].Price, place, Network.Nowhere);
    }

    private void LeavePerson(int person, long so)
    {
        if (net.Nodes[person].Flow == 0)
            return;
        for (var place = person + 1; net.Nodes[place].PersonOf == person; place++)
            if (net.Nodes[place].Flow > 0)
                Reach(place, so + net.Nodes[place].Price, person, Network.Nowhere);
    }

    /// <summary>
    /// Notes a shorter way to a node. It goes on at once from a free place to its person, so that the best end is
    /// known early and nothing beyond it is looked at.
    /// </summary>
    private void Reach(int node, long so, int from, int by)
    {
        while (so < best && net.Nodes[node].Mark(stamp, so, from, by))
        {
            var person = net.Nodes[node].PersonOf;
            if (person < 0)
                End(node, so - net.Nodes[node].Price + net.Unserved(node));
            else if (person == node && net.Nodes[node].Flow < net.Nodes[node].Room)
                End(node, so - net.Nodes[node].Price + net.NextTask(node));
            if (so < best)
                frontier.Push(so, node);
            if (person < 0 || person == node || net.Nodes[node].Flow >= net.Nodes[node].Room)
                return;
            so += net.Nodes[person].Price - net.Nodes[node].Price;
            (from, by, node) = (node, Network.Nowhere, person);
        }
    }

    private void End(int node, long at)
    {
        if (at < best)
            (best, end) = (at, node);
    }

    /// <summary>Goes back from the end: pairs along the way take, change or give up their places.</summary>
    private void Augment(int line)
    {
        net.Nodes[line].Flow++;
        net.Nodes[end].Flow += end < net.Lines ? -1 : 1;
        for (var node = end; node != line; node = net.Nodes[node].Parent)
        {
            var (from, by) = (net.Nodes[node].Parent, net.Nodes[node].Via);
            if (by < 0)
                continue;
            if (node < net.Lines)
                net.Release(by);
            else if (from < net.Lines)
                net.Serve(by);
            else
                net.Change(by);
        }
    }
}
