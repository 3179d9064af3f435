namespace FiveSocieties.Matching.Engine;

/// <summary>A binary heap of (distance, node); a node may be in it more than once, the caller knows the newest.</summary>
internal sealed class NodeHeap
{
    private (long Distance, int Node)[] items = new (long, int)[256];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Push(long distance, int node)
    {
        if (Count == items.Length)
            Array.Resize(ref items, 2 * Count);
        var at = Count++;
        while (at > 0 && items[(at - 1) / 2].Distance > distance)
        {
            items[at] = items[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        items[at] = (distance, node);
    }

    public (long Distance, int Node) Pop()
    {
        var top = items[0];
        var last = items[--Count];
        var at = 0;
        while (2 * at + 1 < Count)
        {
            var child = 2 * at + 1;
            if (child + 1 < Count && items[child + 1].Distance < items[child].Distance)
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
