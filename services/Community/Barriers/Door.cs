using NetTopologySuite.Geometries;
using Position = FiveSocieties.Community.Places.Position;

namespace FiveSocieties.Community.Barriers;

/// <summary>A door is drawn as one position; whoever walks goes at right angles through the line that it stands in.</summary>
internal static class Door
{
    /// <summary>Metres from the line to each end.</summary>
    private const double Step = 2;

    /// <summary>Metres; farther away no line is meant.</summary>
    private const double Farthest = 30;

    private const double MetresPerDegree = 111_195;

    /// <summary>The two ends of the way through the nearest line; null when none is near.</summary>
    public static (Position From, Position To)? Through(IEnumerable<BarrierFeature> lines, Position door)
    {
        var eastPerDegree = MetresPerDegree * Math.Cos(door.Latitude * Math.PI / 180);
        var here = new Coordinate(0, 0);
        var nearest = lines.SelectMany(line => line.Places.Zip(line.Places.Skip(1), Piece))
            .Where(piece => piece.Length > 0)
            .MinBy(piece => piece.Distance(here));
        if (nearest is null || nearest.Distance(here) > Farthest)
            return null;
        var part = nearest.SegmentFraction(here);
        return (Beside(Step), Beside(-Step));

        LineSegment Piece(Position from, Position to) => new(Metres(from), Metres(to));

        Coordinate Metres(Position place) => new(
            (place.Longitude - door.Longitude) * eastPerDegree, (place.Latitude - door.Latitude) * MetresPerDegree);

        Position Beside(double metres)
        {
            var place = nearest.PointAlongOffset(part, metres);
            return new(door.Longitude + place.X / eastPerDegree, door.Latitude + place.Y / MetresPerDegree);
        }
    }
}
