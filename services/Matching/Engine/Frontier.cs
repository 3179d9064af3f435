namespace FiveSocieties.Matching.Engine;

/// <summary>
/// What a search has still to look at, nearest first: nodes at the present distance on a stack, because many ways
/// cost nothing, and the farther ones in a binary heap. A node may be in it twice; the caller knows the newest.
/// </summary>
internal sealed class Frontier
{
    private (long Distance, int Node)[] heap = new (long, int)[256];
    private int[] level = new int[256];
    private int[] settled = new int[256];
    private int inHeap;
    private int onLevel;
    private int count;

    /// <summary>The nodes that were taken, in that order.</summary>
    public ReadOnlySpan<int> Settled => settled.AsSpan(0, count);

    /// <summary>No node that is still to come is nearer.</summary>
    public long Level { get; private set; }

    public void Clear() => (inHeap, onLevel, count, Level) = (0, 0, 0, 0);

    public void Push(long distance, int node)
    {
        if (distance > Level)
        {
            PushHeap(distance, node);
            return;
        }
        if (onLevel == level.Length)
            Array.Resize(ref level, 2 * onLevel);
        level[onLevel++] = node;
    }

    /// <summary>The nearest node, if nearer than <paramref name="limit"/> and still at that distance; or -1.</summary>
    public int Take(Node[] nodes, long limit)
    {
        if (onLevel > 0)
            return Level < limit ? Settle(level[--onLevel]) : -1;
        while (inHeap > 0 && heap[0].Distance < limit)
        {
            var (distance, node) = PopHeap();
            if (distance != nodes[node].Distance)
                continue;
            Level = distance;
            return Settle(node);
        }
        return -1;
    }

    private int Settle(int node)
    {
        if (count == settled.Length)
            Array.Resize(ref settled, 2 * count);
        return settled[count++] = node;
    }

    private void PushHeap(long distance, int node)
    {
        if (inHeap == heap.Length)
            Array.Resize(ref heap, 2 * inHeap);
        var items = heap;
        var at = inHeap++;
        while (at > 0 && items[(at - 1) >> 1].Distance > distance)
        {
            items[at] = items[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        items[at] = (distance, node);
    }

    private (long Distance, int Node) PopHeap()
    {
        var items = heap;
        var top = items[0];
        var last = items[--inHeap];
        var at = 0;
        while (2 * at + 1 < inHeap)
        {
            var child = 2 * at + 1;
            if (child + 1 < inHeap && items[child + 1].Distance < items[child].Distance)
                child++;
            if (items[child].Distance >= last.Distance)
                break;
            items[at] = items[child];
            at = child;
        }
        items[at] = last;
        return top;
    }
}
