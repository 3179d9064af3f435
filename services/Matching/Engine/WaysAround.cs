namespace FiveSocieties.Matching.Engine;

/// <summary>A straight way from a place to a turn that can be seen from it.</summary>
/// <param name="Turn">Index of the turn.</param>
/// <param name="Length">Millimetres; whole numbers, so that a way is as long there as back.</param>
internal readonly record struct Leg(int Turn, int Length)
{
    /// <summary>So long that it is no way at all; three of them fit into 32 bits.</summary>
    public const int Endless = 500_000_000;

    /// <summary>Millimetres from one place to another.</summary>
    public static int Measure(Site a, Site b) => (int)Math.Min(Endless, Math.Round(Site.Distance(a, b) * 10));
}

/// <summary>The shortest ways between all turns, found once.</summary>
internal sealed class WaysAround
{
    private readonly Turn[] turns;
    private readonly BarrierCells cells;
    private readonly int[] lengths;

    /// <summary><paramref name="passages"/>: pairs of turns between which one can walk whatever lies there.</summary>
    public WaysAround(Turn[] turns, BarrierCells cells, IReadOnlyCollection<(int From, int To)> passages)
    {
        (this.turns, this.cells) = (turns, cells);
        var legs = new List<Leg>[turns.Length];
        Parallel.For(0, turns.Length, at => legs[at] = [.. Seen(at)]);
        foreach (var (from, to) in passages)
        {
            var length = Leg.Measure(turns[from].Site, turns[to].Site);
            legs[from].Add(new(to, length));
            legs[to].Add(new(from, length));
        }
        lengths = new int[turns.Length * turns.Length];
        Parallel.For(0, turns.Length, at => Spread(legs, at));
    }

    /// <summary>How many turns.</summary>
    public int Count => turns.Length;

    /// <summary>Millimetres from one turn to each of all.</summary>
    public ReadOnlySpan<int> From(int turn) => lengths.AsSpan(turn * turns.Length, turns.Length);

    /// <summary>The turns that can be seen from a place and that a shortest way could take.</summary>
    public IEnumerable<Leg> Seen(Site place)
    {
        for (var at = 0; at < turns.Length; at++)
            if (turns[at].IsTautFrom(place) && !cells.Block(place, turns[at].Site))
                yield return new(at, Leg.Measure(place, turns[at].Site));
    }

    private IEnumerable<Leg> Seen(int turn) => Seen(turns[turn].Site)
        .Where(leg => leg.Turn != turn && turns[turn].IsTautFrom(turns[leg.Turn].Site));

    /// <summary>Dijkstra's search.</summary>
    private void Spread(List<Leg>[] legs, int from)
    {
        var reached = lengths.AsSpan(from * turns.Length, turns.Length);
        reached.Fill(Leg.Endless);
        reached[from] = 0;
        PriorityQueue<int, int> next = new();
        next.Enqueue(from, 0);
        while (next.TryDequeue(out var at, out var length))
            if (length == reached[at])
                foreach (var leg in legs[at])
                    if (length + leg.Length < reached[leg.Turn])
                        next.Enqueue(leg.Turn, reached[leg.Turn] = length + leg.Length);
    }
}
