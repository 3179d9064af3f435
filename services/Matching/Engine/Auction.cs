namespace FiveSocieties.Matching.Engine;

/// <summary>
/// A quick auction (Bertsekas) that finds about what a unit of each line is worth in the end, so that the exact search
/// that follows has only little to put right. Persons bid for lines; nothing of its assignment is kept, and nothing
/// depends on its prices but time.
/// </summary>
internal sealed class Auction
{
    private const int MostBids = 30;
    private const int LookEvery = 0xFF;

    private readonly Network net;
    private readonly long reward;
    private readonly long smallReward;
    private readonly long step;
    private readonly Watch watch;
    private readonly long[] shift;
    private readonly int[] firstUnit;
    private readonly long[] discount;
    private readonly int[] holder;
    private readonly int[] heldArc;
    private readonly int[] taken;

    public Auction(Network net, Watch watch, long reward, long smallReward, int steps)
    {
        (this.net, this.watch, this.reward, this.smallReward) = (net, watch, reward, smallReward);
        step = Math.Max(1, smallReward / steps);
        shift = new long[net.Lines];
        firstUnit = new int[net.Lines + 1];
        for (var line = 0; line < net.Lines; line++)
        {
            shift[line] = net.Nodes[line].Base * (reward - smallReward);
            firstUnit[line + 1] = firstUnit[line] + net.Nodes[line].Room;
        }
        (discount, holder, heldArc) = (new long[firstUnit[^1]], new int[firstUnit[^1]], new int[firstUnit[^1]]);
        Array.Fill(holder, Network.Nowhere);
        taken = new int[net.Numbers.Nodes];
    }

    /// <summary>Lets these persons bid; whoever is outbid bids again, as often as it makes sense.</summary>
    public void Run(ReadOnlySpan<int> persons)
    {
        var queue = new Stack<int>(persons.Length);
        var bids = 0L;
        for (var i = persons.Length - 1; i >= 0; i--)
        {
            queue.Push(net.Numbers.PersonNode[persons[i]]);
            bids += MostBids * net.Nodes[net.Numbers.PersonNode[persons[i]]].Room;
        }
        while (queue.TryPop(out var person))
            while (taken[person] < net.Nodes[person].Room && Bid(person) is var (outbid, won) && won)
            {
                if (outbid >= 0)
                    queue.Push(outbid);
                if (--bids <= 0 || ((bids & LookEvery) == 0 && !watch.Look()))
                    return;
            }
    }

    /// <summary>Writes the prices on the lines.</summary>
    public void Close()
    {
        for (var line = 0; line < net.Lines; line++)
            net.Nodes[line].Price = Price(line);
    }

    private (int Outbid, bool Won) Bid(int person)
    {
        var (arc, line) = (Network.Nowhere, Network.Nowhere);
        var second = net.Marginal(person, taken[person]);
        var best = second;
        for (var place = person + 1; net.Nodes[place].PersonOf == person; place++)
        {
            if (taken[place] >= net.Nodes[place].Room)
                continue;
            for (var at = net.Ways.Start[place]; at < net.Ways.Start[place + 1]; at++)
            {
                var (way, other) = net.Ways.Way[at];
                if (-net.Ways.Loss[at] - net.Nodes[other].Base * (reward - smallReward) <= second)
                    break;
                var profit = -net.Ways.Loss[at] - shift[other];
                if (profit <= second || Holds(person, other))
                    continue;
                if (profit > best)
                {
                    if (other != line) second = best;
                    (best, arc, line) = (profit, way, other);
                }
                else if (other != line)
                    second = profit;
            }
        }
        return line < 0 ? (Network.Nowhere, false) : (Win(person, arc, line, best - second + step), true);
    }

    private bool Holds(int person, int line)
    {
        for (var unit = firstUnit[line]; unit < firstUnit[line + 1]; unit++)
            if (holder[unit] == person)
                return true;
        return false;
    }

    private int Win(int person, int arc, int line, long raise)
    {
        var cheapest = firstUnit[line];
        for (var unit = cheapest + 1; unit < firstUnit[line + 1]; unit++)
            if (discount[unit] < discount[cheapest])
                cheapest = unit;
        var outbid = holder[cheapest];
        if (outbid >= 0)
        {
            taken[outbid]--;
            taken[net.ArcPlace[heldArc[cheapest]]]--;
        }
        discount[cheapest] += raise;
        (holder[cheapest], heldArc[cheapest]) = (person, arc);
        taken[person]++;
        taken[net.ArcPlace[arc]]++;
        var least = long.MaxValue;
        for (var unit = firstUnit[line]; unit < firstUnit[line + 1]; unit++)
            least = Math.Min(least, discount[unit]);
        shift[line] = net.Nodes[line].Base * (reward - smallReward) + least;
        return outbid;
    }

    private long Price(int line)
    {
        var small = net.Nodes[line].Base * smallReward - (shift[line] - net.Nodes[line].Base * (reward - smallReward));
        var level = Math.Max(0, (small + smallReward / 4) / smallReward);
        return Math.Min(net.Unserved(line), level * reward + small - level * smallReward);
    }
}
