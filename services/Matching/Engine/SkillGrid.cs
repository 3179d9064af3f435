namespace FiveSocieties.Matching.Engine;

/// <summary>A helper and the level of one skill.</summary>
/// <param name="Helper">Who.</param>
/// <param name="Level">1 to 5.</param>
public readonly record struct Entry(Helper Helper, int Level);

/// <summary>The helpers with one skill, sorted into square cells, so that a circle is found without looking at all.</summary>
public sealed class SkillGrid
{
    private const double Cell = 400;
    private const double MetresPerDegree = Walking.EarthRadius * Math.PI / 180;

    private readonly Entry[] entries;
    private readonly Dictionary<(int East, int North), Range> cells = [];
    private readonly double eastScale;

    internal SkillGrid(Entry[] entries)
    {
        // The narrowest parallel: a cell is then never smaller than it should be, wherever a stray place lies.
        eastScale = Array.ConvertAll(entries, entry => EastScale(entry.Helper.Hat.Place)).Min();
        var keys = Array.ConvertAll(entries, entry => CellOf(entry.Helper.Hat.Place));
        var order = Enumerable.Range(0, entries.Length).ToArray();
        Array.Sort(order, (a, b) => keys[a].CompareTo(keys[b]) is not 0 and var byCell ? byCell : a.CompareTo(b));
        this.entries = Array.ConvertAll(order, index => entries[index]);
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && keys[order[end]] == keys[order[start]])
                end++;
            cells[keys[order[start]]] = start..end;
        }
    }

    /// <summary>Everybody, cell by cell.</summary>
    public ReadOnlySpan<Entry> All => entries;

    /// <summary>Adds to <paramref name="found"/> the cells that a circle of so many metres can touch.</summary>
    public void Around(Point place, double metres, List<Range> found)
    {
        var reach = (int)Math.Min(100_000, metres * 1.02 / Cell + 1);
        if ((2L * reach + 1) * (2L * reach + 1) >= cells.Count || EastScale(place) < 0.99 * eastScale)
        {
            found.Add(..entries.Length);
            return;
        }
        var (east, north) = CellOf(place);
        for (var x = east - reach; x <= east + reach; x++)
            for (var y = north - reach; y <= north + reach; y++)
                if (cells.TryGetValue((x, y), out var range))
                    found.Add(range);
    }

    private static double EastScale(Point place) =>
        Math.Max(0.01, Math.Cos(place.Latitude * Math.PI / 180)) * MetresPerDegree;

    private (int East, int North) CellOf(Point place) =>
        ((int)Math.Floor(place.Longitude * eastScale / Cell),
            (int)Math.Floor(place.Latitude * MetresPerDegree / Cell));
}
