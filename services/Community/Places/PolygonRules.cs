using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Buffer;

namespace FiveSocieties.Community.Places;

/// <summary>
/// How areas lie to each other. Neighbours share edges whose corners were drawn by different hands, so an area may
/// stand out, or reach into its neighbour, by <see cref="Tolerance"/>.
/// </summary>
internal static class PolygonRules
{
    /// <summary>Degrees; about 10 cm.</summary>
    public const double Tolerance = 1e-6;

    private static readonly BufferParameters Sharp = new() { JoinStyle = JoinStyle.Mitre };

    /// <summary>Whether nothing would be left of it without its outermost hand's breadth.</summary>
    public static bool IsThin(this Polygon polygon) => polygon.Buffer(-Tolerance, Sharp).IsEmpty;

    /// <summary>Whether the other area is inside this one.</summary>
    public static bool Holds(this Polygon polygon, Polygon inner) =>
        polygon.Buffer(Tolerance, Sharp).Covers(inner);

    /// <summary>Whether the place is inside, or on the edge.</summary>
    public static bool Holds(this Polygon polygon, Position place) => polygon.Covers(place.Point);

    /// <summary>Whether the two have more in common than an edge.</summary>
    public static bool ReachesInto(this Polygon polygon, Polygon other) =>
        polygon.Buffer(-Tolerance, Sharp).Intersects(other);
}

/// <summary>Stores a polygon as well-known binary (OGC 06-103r4); no spatial extension is needed.</summary>
public sealed class PolygonColumn() : ValueConverter<Polygon, byte[]>(
    polygon => new WKBWriter().Write(polygon),
    bytes => (Polygon)new WKBReader().Read(bytes));
