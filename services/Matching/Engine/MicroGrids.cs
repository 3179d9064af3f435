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
    private readonly List<int>[] parts;
    private readonly Point least;
    private readonly Point most;
    private readonly int side;

    /// <summary>Takes the micro-grids of one sub-district.</summary>
    public MicroGrids(IEnumerable<MicroGrid> grids)
    {
        boxes =
        [
            .. grids.Where(grid => grid.Ring.Length > 3).OrderBy(grid => grid.Id, StringComparer.Ordinal)
                .Select(grid => (grid,
                    new Point(grid.Ring.Min(x => x.Longitude), grid.Ring.Min(x => x.Latitude)),
                    new Point(grid.Ring.Max(x => x.Longitude), grid.Ring.Max(x => x.Latitude)))),
        ];
        least = new(
            boxes.Select(x => x.Least.Longitude).DefaultIfEmpty().Min(),
            boxes.Select(x => x.Least.Latitude).DefaultIfEmpty().Min());
        most = new(
            boxes.Select(x => x.Most.Longitude).DefaultIfEmpty().Max(),
            boxes.Select(x => x.Most.Latitude).DefaultIfEmpty().Max());
        side = (int)Math.Sqrt(boxes.Length) + 1;
        parts = [.. Enumerable.Range(0, side * side).Select(_ => new List<int>())];
        for (var box = 0; box < boxes.Length; box++)
            for (var column = Column(boxes[box].Least.Longitude); column <= Column(boxes[box].Most.Longitude); column++)
                for (var row = Row(boxes[box].Least.Latitude); row <= Row(boxes[box].Most.Latitude); row++)
                    parts[row * side + column].Add(box);
    }

    /// <summary>The id, or null when the place is in none.</summary>
    public string? Find(Point place)
    {
        foreach (var box in parts[Row(place.Latitude) * side + Column(place.Longitude)])
        {
            var (grid, from, to) = boxes[box];
            if (place.Longitude >= from.Longitude && place.Longitude <= to.Longitude
                && place.Latitude >= from.Latitude && place.Latitude <= to.Latitude
                && Contains(grid.Ring, place))
                return grid.Id;
        }
        return null;
    }

    private int Column(double longitude) => Part(longitude, least.Longitude, most.Longitude);

    private int Row(double latitude) => Part(latitude, least.Latitude, most.Latitude);

    private int Part(double at, double from, double to) =>
        to <= from ? 0 : (int)Math.Clamp((at - from) / (to - from) * side, 0, side - 1);

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
