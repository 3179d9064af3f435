namespace FiveSocieties.Matching.Engine;

/// <summary>What a look at a helper needs, side by side in memory: most are passed over after one look.</summary>
internal struct Entry
{
    /// <summary>Degrees.</summary>
    public double Longitude, Latitude;

    /// <summary>The week in 35 bits.</summary>
    public ulong Open;

    /// <summary>Index into <see cref="District.Helpers"/>.</summary>
    public int Helper;

    /// <summary>As <see cref="Engine.Helper.PersonOrder"/>.</summary>
    public int PersonOrder;

    /// <summary>Index of the micro-grid; -1 when in none.</summary>
    public int MicroGrid;

    /// <summary>Tasks of the last 28 days, of the person.</summary>
    public int Load;

    /// <summary>Tasks that the person can still take.</summary>
    public short Room;

    /// <summary>1 to 5 in this skill; 0 when the helper cannot be asked at all.</summary>
    public byte Level;

    /// <summary>
    /// Tasks that fit into any slot that the week opens, where that is all there is to know: a person with this hat
    /// alone and no slot taken; otherwise 0.
    /// </summary>
    public byte PlainRoom;

    /// <summary>Whether a slot is open, the week says.</summary>
    public readonly bool Plain => PlainRoom > 0;
}

/// <summary>The helpers with one skill, sorted into square cells, row by row: part of a row is one piece.</summary>
internal sealed class SkillGrid
{
    private const double PerCell = 2;
    private const double SmallestCell = 10;
    private const double MetresPerDegree = Walking.EarthRadius * Math.PI / 180;

    /// <summary>A place projected here is at most this much nearer or farther than it is in truth.</summary>
    private const double Slack = 0.99;

    private readonly Entry[] entries;
    private readonly int[] start;
    private readonly Point corner;
    private readonly double eastScale;
    private readonly double cell;

    /// <summary>Sorts the entries in.</summary>
    public SkillGrid(ReadOnlySpan<Entry> entries)
    {
        double west = 180, south = 90, east = -180, north = -90, narrowest = 0;
        foreach (ref readonly var entry in entries)
        {
            (west, east) = (Math.Min(west, entry.Longitude), Math.Max(east, entry.Longitude));
            (south, north) = (Math.Min(south, entry.Latitude), Math.Max(north, entry.Latitude));
            narrowest = Math.Max(narrowest, Math.Abs(entry.Latitude));
        }
        corner = new(west, south);
        eastScale = EastScale(narrowest);
        var (width, height) = ((east - west) * eastScale, (north - south) * MetresPerDegree);
        cell = Math.Max(SmallestCell, Math.Sqrt((width + 1) * (height + 1) * PerCell / entries.Length));
        cell = Math.Max(cell, Math.Max(width, height) * PerCell / entries.Length);
        (Columns, Rows) = ((int)(width / cell) + 1, (int)(height / cell) + 1);
        start = new int[Columns * Rows + 1];
        this.entries = Sorted(entries);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Everybody, cell by cell.</summary>
    public ReadOnlySpan<Entry> All => entries;

    /// <summary>The entries of part of a row, as positions in all; what lies outside of the grid is left out.</summary>
    public (int Start, int End) Row(int row, int firstColumn, int lastColumn)
    {
        (firstColumn, lastColumn) = (Math.Max(0, firstColumn), Math.Min(Columns - 1, lastColumn));
        if (row < 0 || row >= Rows || firstColumn > lastColumn)
            return (0, 0);
        return (start[row * Columns + firstColumn], start[row * Columns + lastColumn + 1]);
    }

    /// <summary>The cells so many steps around a place, in pieces.</summary>
    public RingOfCells Ring(in Spot spot, int ring) => new(this, spot.Column, spot.Row, ring);

    /// <summary>Where a place lies, or the nearest cell to it.</summary>
    public Spot Locate(Point place)
    {
        var east = (place.Longitude - corner.Longitude) * eastScale;
        var north = (place.Latitude - corner.Latitude) * MetresPerDegree;
        var (insideEast, insideNorth) = (Math.Clamp(east, 0, Columns * cell), Math.Clamp(north, 0, Rows * cell));
        var column = Math.Min(Columns - 1, (int)(insideEast / cell));
        var row = Math.Min(Rows - 1, (int)(insideNorth / cell));
        var (toWest, toSouth) = (insideEast - column * cell, insideNorth - row * cell);
        var toEdge = Math.Min(Math.Min(toWest, cell - toWest), Math.Min(toSouth, cell - toSouth));
        // Whoever asks from a narrower parallel may be nearer than the grid believes.
        var slack = EastScale(Math.Abs(place.Latitude)) < Slack * eastScale ? 0 : Slack;
        return new(place, eastScale, column, row, slack, cell, Math.Max(0, toEdge));
    }

    private static double EastScale(double latitude) =>
        Math.Max(0.01, Math.Cos(latitude * Math.PI / 180)) * MetresPerDegree;

    /// <summary>Sorts by counting; entries of one cell stay in their order.</summary>
    private Entry[] Sorted(ReadOnlySpan<Entry> unsorted)
    {
        var cells = new int[unsorted.Length];
        for (var i = 0; i < unsorted.Length; i++)
        {
            var east = (unsorted[i].Longitude - corner.Longitude) * eastScale;
            var north = (unsorted[i].Latitude - corner.Latitude) * MetresPerDegree;
            cells[i] = Math.Min(Rows - 1, (int)(north / cell)) * Columns + Math.Min(Columns - 1, (int)(east / cell));
            start[cells[i] + 1]++;
        }
        for (var i = 1; i < start.Length; i++)
            start[i] += start[i - 1];
        var sorted = new Entry[unsorted.Length];
        var next = start.AsSpan().ToArray();
        for (var i = 0; i < unsorted.Length; i++)
            sorted[next[cells[i]]++] = unsorted[i];
        return sorted;
    }

    /// <summary>A place as the grid sees it.</summary>
    /// <param name="Place">The place.</param>
    /// <param name="EastScale">Metres per degree on the grid's narrowest parallel.</param>
    /// <param name="Column">Of its cell.</param>
    /// <param name="Row">Of its cell.</param>
    /// <param name="Slack">A reckoned distance times this is no more than the true one.</param>
    /// <param name="Cell">Metres.</param>
    /// <param name="ToEdge">Metres to the nearest edge of its cell.</param>
    internal readonly record struct Spot(
        Point Place, double EastScale, int Column, int Row, double Slack, double Cell, double ToEdge)
    {
        /// <summary>The entry is no nearer, in metres.</summary>
        public double Least(in Entry entry)
        {
            var east = (entry.Longitude - Place.Longitude) * EastScale;
            var north = (entry.Latitude - Place.Latitude) * MetresPerDegree;
            return Math.Sqrt(east * east + north * north) * Slack;
        }

        /// <summary>No entry of the ring of so many cells is nearer, in metres.</summary>
        public double LeastOfRing(int ring) => ring == 0 ? 0 : ((ring - 1) * Cell + ToEdge) * Slack;

        /// <summary>How many cells a circle of so many metres can touch to each side.</summary>
        public int Reach(double metres) =>
            Slack == 0 ? int.MaxValue / 2 : (int)Math.Min(1_000_000, metres / Slack / Cell + 1);
    }
}
