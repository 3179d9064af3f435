using System.Text.Json.Serialization;
using FiveSocieties.Community.Places;

namespace FiveSocieties.Community.Barriers;

/// <summary>What a barrier is, or that it is a way through.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BarrierKind>))]
public enum BarrierKind
{
    /// <summary>A river, canal or lake.</summary>
    River,

    /// <summary>A wall or fence.</summary>
    Wall,

    /// <summary>A motorway or another road that nobody crosses on foot.</summary>
    Motorway,

    /// <summary>A railway.</summary>
    Railway,

    /// <summary>A way through or across: bridge, underpass, door.</summary>
    Gate,
}

/// <summary>How a barrier is drawn; the words of GeoJSON.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BarrierShape>))]
public enum BarrierShape
{
    /// <summary>A door: a way of a few metres at right angles through the nearest line.</summary>
    Point,

    /// <summary>A line; of a gate the way from one end to the other.</summary>
    LineString,

    /// <summary>Ground on which nobody stands.</summary>
    Polygon,
}

/// <summary>Something that one cannot walk across, or a gate in it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Shape">How it is drawn.</param>
/// <param name="Places">One of a point, two or more of a line, the closed ring of a polygon.</param>
public sealed record BarrierFeature(BarrierKind Kind, BarrierShape Shape, IReadOnlyList<Position> Places)
{
    [JsonIgnore]
    public bool IsGate => Kind == BarrierKind.Gate;

    /// <summary>A line that cannot be crossed.</summary>
    [JsonIgnore]
    public bool IsLine => !IsGate && Shape == BarrierShape.LineString;
}
