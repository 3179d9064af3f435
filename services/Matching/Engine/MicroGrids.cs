namespace FiveSocieties.Matching.Engine;

/// <summary>The smallest area of the territory.</summary>
/// <param name="Id">Given by Community.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Ring">Outer ring; first equals last.</param>
public sealed record MicroGrid(string Id, string Community, Point[] Ring);

/// <summary>Finds the micro-grid of a place. They do not overlap; on a shared border the smaller id wins.</summary>
public sealed class MicroGrids
{
    private readonly (MicroGrid Grid, Point Least, Point Most)[] boxes;

    /// <summary>Takes the micro-grids of one sub-district.</summary>
    public MicroGrids(IEnumerable<MicroGrid> grids) => boxes =
    [
        .. grids.Where(grid => grid.Ring.Length > 3).OrderBy(grid => grid.Id, StringComparer.Ordinal)
            .Select(grid => (grid,
                new Point(grid.Ring.Min(x => x.Longitude), grid.Ring.Min(x => x.Latitude)),
                new Point(grid.Ring.Max(x => x.Longitude), grid.Ring.Max(x => x.Latitude)))),
    ];

    /// <summary>The id, or null when the place is in none.</summary>
    public string? Find(Point place)
    {
        foreach (var (grid, least, most) in boxes)
            if (place.Longitude >= least.Longitude && place.Longitude <= most.Longitude
                && place.Latitude >= least.Latitude && place.Latitude <= most.Latitude
                && Contains(grid.Ring, place))
                return grid.Id;
        return null;
    }

    /// <summary>Counts the edges that a ray to the east crosses; the border itself is inside.</summary>
    private static bool Contains(ReadOnlySpan<Point> ring, Point place)
    {
        var inside = false;
        for (var i = 1; i < ring.Length; i++)
        {
            var (a, b) = (ring[i - 1], ring[i]);
            var side = (b.Longitude - a.Longitude) * (place.Latitude - a.Latitude)
                - (b.Latitude - a.Latitude) * (place.Longitude - a.Longitude);
            if (side == 0 && Between(a.Longitude, place.Longitude, b.Longitude)
                && Between(a.Latitude, place.Latitude, b.Latitude))
                return true;
            var upward = b.Latitude > a.Latitude;
            if (a.Latitude > place.Latitude != b.Latitude > place.Latitude && side > 0 == upward)
                inside = !inside;
        }
        return inside;
    }

    private static bool Between(double a, double x, double b) => Math.Min(a, b) <= x && x <= Math.Max(a, b);
}
