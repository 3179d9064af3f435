using System.Text.Json;
using System.Text.Json.Serialization;
using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Barriers;

/// <summary>What a feature says beside its geometry; other members are passed over.</summary>
/// <param name="Kind"><c>river</c>, <c>wall</c>, <c>motorway</c>, <c>railway</c> or <c>gate</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record GeoProperties(string Kind);

/// <summary>A GeoJSON geometry (RFC 7946, 3.1), WGS 84, longitude first.</summary>
/// <param name="Type"><c>LineString</c>; <c>Polygon</c> for a barrier, <c>Point</c> for a gate.</param>
/// <param name="Coordinates">
/// Of a line at least two different positions, of a gate's line exactly two; of a polygon one closed ring.
/// </param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record GeoGeometry(string Type, JsonElement Coordinates);

/// <summary>A GeoJSON feature (RFC 7946, 3.2); other members are passed over.</summary>
/// <param name="Type">Always <c>Feature</c>.</param>
/// <param name="Properties">What it is.</param>
/// <param name="Geometry">Where it is.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record GeoFeature(string Type, GeoProperties Properties, GeoGeometry Geometry)
{
    private static readonly Problem NoFeature = new(
        "barrier.no-feature", 422, "A GeoJSON Feature is needed.", "需要 GeoJSON Feature。");

    private static readonly Problem BadKind = new(
        "barrier.kind", 422, "The kind is river, wall, motorway, railway or gate.",
        "kind 应为 river、wall、motorway、railway 或 gate。");

    private static readonly Problem BadGeometry = new(
        "barrier.geometry", 422,
        "A barrier is a LineString of two different positions or more, or a Polygon; a gate is a Point or a LineString of two.",
        "障碍物应为至少含两个不同坐标的 LineString 或 Polygon;门应为 Point 或两点 LineString。");

    /// <summary>The barrier; null, with the reason in the checks, when it is none.</summary>
    public BarrierFeature? Read(Checks checks, string field)
    {
        checks.Require(Type == "Feature", $"{field}.type", NoFeature);
        if (!Enum.TryParse<BarrierKind>(Properties.Kind, ignoreCase: true, out var kind) || Word(kind) != Properties.Kind)
        {
            checks.Require(false, $"{field}.properties.kind", BadKind);
            return null;
        }

        var told = Geometry.Coordinates;
        return (Geometry.Type, kind == BarrierKind.Gate) switch
        {
            ("Point", true) when Numbers(told) is { } only =>
                Line(checks, field, kind, BarrierShape.Point, [only]),
            ("LineString", _) when List(told, Numbers) is { } line =>
                Line(checks, field, kind, BarrierShape.LineString, line),
            ("Polygon", false) when List(told, ring => List(ring, Numbers)) is { } rings =>
                Area(checks, $"{field}.geometry", kind, rings),
            _ => Wrong(checks, field),
        };
    }

    public static GeoFeature Of(BarrierFeature barrier)
    {
        var places = barrier.Places.Select(place => new[] { place.Longitude, place.Latitude }).ToArray();
        return new("Feature", new(Word(barrier.Kind)), new($"{barrier.Shape}", barrier.Shape switch
        {
            BarrierShape.Point => JsonSerializer.SerializeToElement(places[0]),
            BarrierShape.Polygon => JsonSerializer.SerializeToElement(new[] { places }),
            _ => JsonSerializer.SerializeToElement(places),
        }));
    }

    private static string Word(BarrierKind kind) => $"{kind}".ToLowerInvariant();

    private static BarrierFeature? Wrong(Checks checks, string field)
    {
        checks.Require(false, $"{field}.geometry", BadGeometry);
        return null;
    }

    private static BarrierFeature? Line(Checks checks, string field, BarrierKind kind, BarrierShape shape, double[][] positions)
    {
        if (Array.FindIndex(positions, position => !GeoPolygon.IsPosition(position)) is >= 0 and var bad)
        {
            var at = shape == BarrierShape.Point ? "" : $"[{bad}]";
            checks.Require(false, $"{field}.geometry.coordinates{at}", GeoPolygon.BadPosition);
            return null;
        }

        Position[] places = [.. positions.Select(GeoPolygon.Kept)];
        var isGate = kind == BarrierKind.Gate;
        return shape == BarrierShape.Point || (places.Distinct().Count() > 1 && (!isGate || places.Length == 2))
            ? new(kind, shape, places)
            : Wrong(checks, field);
    }

    private static BarrierFeature? Area(Checks checks, string field, BarrierKind kind, double[][][] rings) =>
        new GeoPolygon("Polygon", rings).Read(checks, field) is { } polygon
            ? new(kind, BarrierShape.Polygon, [.. polygon.ExteriorRing.Coordinates.Select(x => new Position(x.X, x.Y))])
            : null;

    private static double[]? Numbers(JsonElement told) =>
        told.ValueKind == JsonValueKind.Array && told.EnumerateArray().All(x => x.ValueKind == JsonValueKind.Number)
            ? [.. told.EnumerateArray().Select(x => x.GetDouble())]
            : null;

    private static T[]? List<T>(JsonElement told, Func<JsonElement, T?> read)
        where T : class
    {
        if (told.ValueKind != JsonValueKind.Array)
            return null;
        var all = told.EnumerateArray().Select(read).ToList();
        return all.Contains(null) ? null : [.. all.OfType<T>()];
    }
}
