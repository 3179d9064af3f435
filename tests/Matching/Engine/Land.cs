using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>
/// Invented barriers around the centre, in metres. Corners stand on a raster of a hundred metres and pieces are short,
/// so that gaps are either none or wide.
/// </summary>
internal sealed record Land(
    (int East, int North)[][] Lines, (int East, int North)[][] Areas, ((double, double), (double, double))[] Gates)
{
    public const int Raster = 100;

    private const int Corners = 3;

    public Barriers? Barriers => Barriers.Of([Drawn()]);

    public IEnumerable<((int East, int North) From, (int East, int North) To)> Pieces =>
        Lines.Concat(Areas).SelectMany(line => line.Zip(line.Skip(1)));

    public DrawnBarriers Drawn(string community = World.Community, long version = 1) => new(
        community, version, Array.ConvertAll(Lines, Points), Array.ConvertAll(Areas, Points),
        Array.ConvertAll(Gates, gate => new Passage(At(gate.Item1), At(gate.Item2))));

    /// <summary>Some lines, some triangles of ground, and a few gates through what there is.</summary>
    public static Land Any(int seed)
    {
        var random = new Random(seed);
        var land = new Land(
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => ALine(random, random.Next(2, 7)))],
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => ATriangle(random))],
            []);
        for (var gates = random.Next(3); gates > 0; gates--)
            land = land.WithGate(random);
        return land;
    }

    public Land WithLine(Random random) => this with { Lines = [.. Lines, ALine(random, 3)] };

    /// <summary>Through the middle of some piece, if there is room on both sides.</summary>
    public Land WithGate(Random random)
    {
        var all = Pieces.ToList();
        var (from, to) = all[random.Next(all.Count)];
        var length = Math.Sqrt(Math.Pow(to.East - from.East, 2) + Math.Pow(to.North - from.North, 2));
        var (east, north) = ((from.North - to.North) / length * 15, (to.East - from.East) / length * 15);
        var (middleEast, middleNorth) = ((from.East + to.East) / 2.0, (from.North + to.North) / 2.0);
        var (one, other) = ((middleEast + east, middleNorth + north), (middleEast - east, middleNorth - north));
        return IsOpen(one) && IsOpen(other) ? this with { Gates = [.. Gates, (one, other)] } : this;
    }

    /// <summary>Somewhere where one can stand, a few metres from every barrier.</summary>
    public (double East, double North) Somewhere(Random random)
    {
        while (true)
            if ((random.NextDouble() * 900 - 450, random.NextDouble() * 900 - 450) is var place && IsOpen(place))
                return place;
    }

    public bool IsOpen((double East, double North) place) =>
        Pieces.All(piece => Distance(place, piece) > 5) && !Areas.Any(area => Contains(area, place));

    public static Point At((double East, double North) place) => World.At(place.East, place.North);

    /// <summary>Above 0 where c lies to the left of the line from a to b.</summary>
    public static double Side(
        (double East, double North) a, (double East, double North) b, (double East, double North) c) =>
        (b.East - a.East) * (c.North - a.North) - (b.North - a.North) * (c.East - a.East);

    private static Point[] Points((int East, int North)[] line) =>
        Array.ConvertAll(line, corner => World.At(corner.East, corner.North));

    private static (int, int)[] ALine(Random random, int count)
    {
        List<(int East, int North)> line = [(random.Next(-Corners, Corners + 1), random.Next(-Corners, Corners + 1))];
        while (line.Count < count)
        {
            var next = (East: line[^1].East + random.Next(-2, 3), North: line[^1].North + random.Next(-2, 3));
            if (next != line[^1] && Math.Max(Math.Abs(next.East), Math.Abs(next.North)) <= Corners)
                line.Add(next);
        }
        return [.. line.Select(corner => (corner.East * Raster, corner.North * Raster))];
    }

    private static (int, int)[] ATriangle(Random random)
    {
        while (true)
        {
            var line = ALine(random, 3);
            if (Side(line[0], line[1], line[2]) != 0)
                return [.. line, line[0]];
        }
    }

    private static double Distance(
        (double East, double North) place, ((int East, int North) From, (int East, int North) To) piece)
    {
        var ((fromEast, fromNorth), (toEast, toNorth)) = piece;
        var (east, north) = (toEast - fromEast, toNorth - fromNorth);
        var ahead = (place.East - fromEast) * east + (place.North - fromNorth) * north;
        var along = Math.Clamp(ahead / (east * east + north * north), 0, 1);
        return Math.Sqrt(
            Math.Pow(fromEast + along * east - place.East, 2) + Math.Pow(fromNorth + along * north - place.North, 2));
    }

    private static bool Contains((int East, int North)[] triangle, (double East, double North) place)
    {
        var sides = triangle.Zip(triangle.Skip(1), (a, b) => Side(a, b, place) > 0).ToList();
        return sides.TrueForAll(side => side) || sides.TrueForAll(side => !side);
    }
}
