namespace FiveSocieties.Matching.Engine;

/// <summary>
/// A place on the plane of one sub-district. Whole numbers, so that it is exact which side of a line it lies on.
/// </summary>
/// <param name="East">Centimetres from the plane's origin.</param>
/// <param name="North">Centimetres from the plane's origin.</param>
internal readonly record struct Site(int East, int North)
{
    /// <summary>Above 0 where c lies to the left of the line from a to b, 0 where it lies on it.</summary>
    public static long Side(Site a, Site b, Site c) =>
        ((long)b.East - a.East) * ((long)c.North - a.North) - ((long)b.North - a.North) * ((long)c.East - a.East);

    /// <summary>Centimetres.</summary>
    public static double Distance(Site a, Site b)
    {
        var (east, north) = ((double)b.East - a.East, (double)b.North - a.North);
        return Math.Sqrt(east * east + north * north);
    }

    /// <summary>So many centimetres away, in a direction in radians from east.</summary>
    public Site Towards(double direction, double distance) => new(
        East + (int)Math.Round(Math.Cos(direction) * distance),
        North + (int)Math.Round(Math.Sin(direction) * distance));

    /// <summary>Radians from east.</summary>
    public double DirectionTo(Site other) => Math.Atan2((double)other.North - North, (double)other.East - East);
}

/// <summary>Lays a sub-district out flat. Ten kilometres from its origin, a way is out by a thousandth.</summary>
internal sealed class Plane(Point origin)
{
    /// <summary>Ten thousand kilometres: products of two differences fit into 64 bits.</summary>
    private const double Edge = 1e9;

    private const double PerDegree = Walking.EarthRadius * Math.PI / 180 * 100;

    private readonly double eastPerDegree = PerDegree * Math.Cos(origin.Latitude * Math.PI / 180);

    /// <summary>Where a place lies.</summary>
    public Site Of(Point place) => new(
        Whole((place.Longitude - origin.Longitude) * eastPerDegree),
        Whole((place.Latitude - origin.Latitude) * PerDegree));

    private static int Whole(double centimetres) => (int)Math.Round(Math.Clamp(centimetres, -Edge, Edge));
}
