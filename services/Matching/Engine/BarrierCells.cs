namespace FiveSocieties.Matching.Engine;

/// <summary>A straight piece of a barrier.</summary>
internal readonly record struct Piece(Site From, Site To)
{
    /// <summary>Whether a straight way crosses or touches it.</summary>
    public bool Blocks(Site a, Site b)
    {
        var (ofA, ofB) = (Site.Side(From, To, a), Site.Side(From, To, b));
        if ((ofA > 0 && ofB > 0) || (ofA < 0 && ofB < 0))
            return false;
        if (ofA == 0 && ofB == 0)
            return Overlap(From.East, To.East, a.East, b.East) && Overlap(From.North, To.North, a.North, b.North);
        var (ofFrom, ofTo) = (Site.Side(a, b, From), Site.Side(a, b, To));
        return !(ofFrom > 0 && ofTo > 0) && !(ofFrom < 0 && ofTo < 0);
    }

    /// <summary>Its nearest place to another.</summary>
    public Site Nearest(Site place)
    {
        var (east, north) = ((double)To.East - From.East, (double)To.North - From.North);
        var along = ((double)place.East - From.East) * east + ((double)place.North - From.North) * north;
        var part = Math.Clamp(along / (east * east + north * north), 0, 1);
        return new(From.East + (int)Math.Round(east * part), From.North + (int)Math.Round(north * part));
    }

    private static bool Overlap(int a, int b, int c, int d) =>
        Math.Max(Math.Min(a, b), Math.Min(c, d)) <= Math.Min(Math.Max(a, b), Math.Max(c, d));
}

/// <summary>The pieces of all barriers in square cells: a way is held against those in the cells it goes through.</summary>
internal sealed class BarrierCells
{
    /// <summary>A hundred metres.</summary>
    private const double SmallestCell = 10_000;

    private const double MostCells = 1 << 16;

    private readonly Piece[] pieces;
    private readonly int[] start;
    private readonly double west;
    private readonly double south;
    private readonly double cell;
    private readonly int columns;
    private readonly int rows;

    /// <summary>Sorts the pieces in; at least one.</summary>
    public BarrierCells(IReadOnlyCollection<Piece> all)
    {
        west = all.Min(piece => Math.Min(piece.From.East, piece.To.East));
        south = all.Min(piece => Math.Min(piece.From.North, piece.To.North));
        var width = all.Max(piece => Math.Max(piece.From.East, piece.To.East)) - west;
        var height = all.Max(piece => Math.Max(piece.From.North, piece.To.North)) - south;
        var fewest = Math.Max(Math.Sqrt(width * height / MostCells), Math.Max(width, height) / MostCells);
        cell = Math.Max(SmallestCell, fewest);
        (columns, rows) = ((int)(width / cell) + 1, (int)(height / cell) + 1);
        var cells = new List<Piece>?[columns * rows];
        foreach (var piece in all)
            foreach (var (first, last) in new Sweep(this, piece.From, piece.To))
                for (var at = first; at <= last; at++)
                    (cells[at] ??= []).Add(piece);
        start = new int[cells.Length + 1];
        for (var at = 0; at < cells.Length; at++)
            start[at + 1] = start[at] + (cells[at]?.Count ?? 0);
        pieces = [.. cells.SelectMany(own => own ?? [])];
    }

    /// <summary>Whether a straight way crosses or touches a barrier.</summary>
    public bool Block(Site a, Site b)
    {
        foreach (var (first, last) in new Sweep(this, a, b))
            for (var at = start[first]; at < start[last + 1]; at++)
                if (pieces[at].Blocks(a, b))
                    return true;
        return false;
    }

    /// <summary>The cells that a straight way goes through, row after row: in each a first and a last one.</summary>
    private struct Sweep
    {
        private readonly BarrierCells cells;
        private readonly Site low;
        private readonly double slope;
        private readonly (double West, double East) reach;
        private readonly (double South, double North) rise;
        private readonly int last;
        private int row;

        public Sweep(BarrierCells cells, Site a, Site b)
        {
            this.cells = cells;
            (low, var high) = a.North <= b.North ? (a, b) : (b, a);
            slope = high.North == low.North ? 0 : ((double)high.East - low.East) / ((double)high.North - low.North);
            reach = (Math.Min(a.East, b.East), Math.Max(a.East, b.East));
            rise = (low.North, high.North);
            row = Math.Max(0, (int)Math.Floor((rise.South - cells.south) / cells.cell)) - 1;
            last = Math.Min(cells.rows - 1, (int)Math.Floor((rise.North - cells.south) / cells.cell));
        }

        public (int First, int Last) Current { get; private set; }

        public readonly Sweep GetEnumerator() => this;

        public bool MoveNext()
        {
            while (++row <= last)
            {
                var (from, to) = Within(cells.south + row * cells.cell);
                var first = Math.Max(0, (int)Math.Floor((from - cells.west) / cells.cell));
                var end = Math.Min(cells.columns - 1, (int)Math.Floor((to - cells.west) / cells.cell));
                if (first > end)
                    continue;
                Current = (row * cells.columns + first, row * cells.columns + end);
                return true;
            }
            return false;
        }

        /// <summary>How far east it reaches within one row; a centimetre more, for what rounding takes away.</summary>
        private readonly (double From, double To) Within(double bottom)
        {
            if (rise.South == rise.North)
                return (reach.West - 1, reach.East + 1);
            var enters = low.East + (Math.Max(rise.South, bottom) - low.North) * slope;
            var leaves = low.East + (Math.Min(rise.North, bottom + cells.cell) - low.North) * slope;
            return (
                Math.Max(reach.West, Math.Min(enters, leaves)) - 1, Math.Min(reach.East, Math.Max(enters, leaves)) + 1);
        }
    }
}
