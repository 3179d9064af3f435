namespace FiveSocieties.Matching.Engine;

/// <summary>The cells so many steps around a cell: one row below, left and right of the rows between, one row above.</summary>
internal struct RingOfCells(SkillGrid grid, int column, int row, int ring)
{
    private readonly int last = Math.Max(0, 4 * ring - 1);
    private int piece = -1;

    /// <summary>Positions in <see cref="SkillGrid.All"/>; nothing where the ring is outside of the grid.</summary>
    public readonly (int Start, int End) Current
    {
        get
        {
            if (piece == 0 || piece == last)
                return grid.Row(piece == 0 ? row - ring : row + ring, column - ring, column + ring);
            var side = piece % 2 == 1 ? column - ring : column + ring;
            return grid.Row(row - ring + 1 + (piece - 1) / 2, side, side);
        }
    }

    public readonly RingOfCells GetEnumerator() => this;

    public bool MoveNext() => ++piece <= last;
}
