using FiveSocieties.ServiceDefaults;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace FiveSocieties.Community.Places;

/// <summary>A GeoJSON polygon (RFC 7946, 3.1.6) of one ring, WGS 84, longitude first.</summary>
/// <param name="Type">Always <c>Polygon</c>.</param>
/// <param name="Coordinates">One closed ring of 4 to 1,000 positions, the first equal to the last.</param>
public sealed record GeoPolygon(string Type, double[][][] Coordinates)
{
    public static readonly Problem NotOneRing = new(
        "polygon.not-one-ring", 422, "A GeoJSON Polygon with exactly one ring is needed.",
        "需要只含一个环的 GeoJSON Polygon。");

    public static readonly Problem NotClosed = new(
        "polygon.not-closed", 422, "The ring must end where it begins.", "多边形的环必须首尾相接。");

    public static readonly Problem BadPosition = new(
        "polygon.position", 422, "A position is [longitude, latitude] in degrees.", "坐标应为 [经度, 纬度](度)。");

    public static readonly Problem CrossesItself = new(
        "polygon.crosses-itself", 422, "The polygon crosses or touches itself.", "多边形自相交或自相接触。");

    public static readonly Problem TooThin = new(
        "polygon.too-thin", 422, "The polygon is less than a hand wide.", "多边形过于狭窄。");

    private const int LeastPositions = 4;

    private const int MostPositions = 1000;

    /// <summary>Decimals of a degree that are kept, about a centimetre (RFC 7946, 11.2).</summary>
    private const int Decimals = 7;

    /// <summary>The polygon, its ring anticlockwise; null, with the reason in the checks, when it is none.</summary>
    public Polygon? Read(Checks checks, string field)
    {
        if (Type != "Polygon" || Coordinates is not [{ } ring])
        {
            checks.Require(false, field, NotOneRing);
            return null;
        }

        if (ring.Length is < LeastPositions or > MostPositions)
        {
            checks.Count($"{field}.coordinates[0]", ring.Length, LeastPositions, MostPositions);
            return null;
        }

        var bad = Array.FindIndex(ring, position => !IsPosition(position));
        if (bad >= 0)
        {
            checks.Require(false, $"{field}.coordinates[0][{bad}]", BadPosition);
            return null;
        }

        var corners = Array.ConvertAll(ring, position =>
            new Coordinate(Math.Round(position[0], Decimals), Math.Round(position[1], Decimals)));
        if (!corners[0].Equals2D(corners[^1]))
        {
            checks.Require(false, field, NotClosed);
            return null;
        }

        var polygon = new Polygon(new LinearRing(corners));
        var problem = !polygon.IsValid ? CrossesItself : polygon.IsThin() ? TooThin : null;
        checks.Require(problem is null, field, problem ?? CrossesItself);
        return problem is not null ? null
            : Orientation.IsCCW(corners) ? polygon : (Polygon)polygon.Reverse();
    }

    public static GeoPolygon Of(Polygon polygon) => new("Polygon",
    [
        Array.ConvertAll(polygon.ExteriorRing.Coordinates, corner => new[] { corner.X, corner.Y }),
    ]);

    /// <summary>A position with as many decimals as are kept.</summary>
    internal static Position Kept(double[] position) =>
        new(Math.Round(position[0], Decimals), Math.Round(position[1], Decimals));

    /// <summary>RFC 7946 allows a height as third number; it says nothing here.</summary>
    internal static bool IsPosition(double[]? position) =>
        position is [>= -180 and <= 180, >= -90 and <= 90] or [>= -180 and <= 180, >= -90 and <= 90, _];
}
