namespace FiveSocieties.Matching.Engine;

/// <summary>The best so far, at most so many and none above a bound. Used again and again.</summary>
internal sealed class RankedList
{
    private const int Short = 64;

    private Ranked[] items = new Ranked[32];
    private int most;
    private long bound;

    /// <summary>Best first, once sorted.</summary>
    public ReadOnlySpan<Ranked> Items => items.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Whoever ranks worse does not come in.</summary>
    public long Worst { get; private set; }

    public void Clear(int most, long bound) => (this.most, this.bound, Worst, Count) = (most, bound, bound, 0);

    /// <summary>Short lists stay sorted; long ones are sorted and cut when they have twice as many, and at the end.</summary>
    public void Add(in Ranked ranked)
    {
        if (Count == items.Length)
            Array.Resize(ref items, 2 * Count);
        var at = Count++;
        if (most <= Short)
            for (; at > 0 && ranked.CompareTo(items[at - 1]) < 0; at--)
                items[at] = items[at - 1];
        items[at] = ranked;
        if (most <= Short ? Count >= most : Count >= 2L * most)
            Cut();
    }

    public void Sort()
    {
        if (most > Short)
            Cut();
    }

    private void Cut()
    {
        if (most > Short)
            items.AsSpan(0, Count).Sort();
        if (Count < most)
            return;
        Count = most;
        Worst = Math.Min(bound, items[most - 1].Rank);
    }
}
