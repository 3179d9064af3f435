using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Benchmarks.Matching;

/// <summary>
/// An invented sub-district, the same for the same seed: lines and helpers crowd around twelve hot spots, skills follow
/// Zipf, a line wants one or two helpers in one to three of fifteen slots.
/// </summary>
/// <param name="Needs">The lines.</param>
/// <param name="Hats">The helpers, one hat each.</param>
/// <param name="Grids">Squares that cover it all.</param>
internal sealed record MatchingWorld(Need[] Needs, Hat[] Hats, MicroGrid[] Grids)
{
    public const string Subdistrict = "510104001";

    /// <summary>Monday, 23 November 2026, morning.</summary>
    public static readonly Horizon Horizon = new(new DateOnly(2026, 11, 23).DayNumber * 5);

    private const string Community = Subdistrict + "001";
    private const int Skills = 12;
    private const int Spots = 12;
    private const int Slots = 15;
    private const double GridSide = 500;
    private const int Bends = 100;
    private const int Bridges = 6;
    private const double MetresPerDegree = Walking.EarthRadius * Math.PI / 180;

    /// <summary>A river of a hundred bends from west to east through the middle of the land, with six bridges.</summary>
    public DrawnBarriers River
    {
        get
        {
            var side = 6000 * Math.Sqrt(Needs.Length / 10_000.0);
            var (from, length) = (-side / 2, 2 * side);
            var river = Enumerable.Range(0, Bends + 2)
                .Select(bend => At(from + length * bend / (Bends + 1), side / 2 + side / 40 * Math.Sin(bend * bend)))
                .ToArray();
            var bridges = Enumerable.Range(0, Bridges).Select(bridge => side * (bridge + 0.5) / Bridges)
                .Select(east => new Passage(At(east, side / 2 - side / 35), At(east, side / 2 + side / 35)));
            return new(Community, 1, [river], [], [.. bridges]);
        }
    }

    /// <summary>Ten thousand lines live on six kilometres square; more lines, more land.</summary>
    public static MatchingWorld Of(int needs, int resources, int seed)
    {
        var random = new Random(seed);
        var side = 6000 * Math.Sqrt(needs / 10_000.0);
        var spots = Enumerable.Range(0, Spots)
            .Select(_ => (East: random.NextDouble() * side, North: random.NextDouble() * side)).ToArray();
        var across = (int)(side / GridSide) + 1;
        var grids = Enumerable.Range(0, across * across)
            .Select(cell => Square(cell, cell % across * GridSide, cell / across * GridSide)).ToArray();
        var lines = new Need[needs];
        for (var line = 0; line < needs; line++)
        {
            var (east, north) = Somewhere(random, side, spots);
            lines[line] = ANeed(random, line, At(east, north), MicroGridOf(east, north, across));
        }
        var hats = new Hat[resources];
        for (var resource = 0; resource < resources; resource++)
            hats[resource] = AHat(random, resource, Somewhere(random, side, spots));
        return new(lines, hats, grids);
    }

    /// <summary>The same with some of the helpers changed: other slots, another load, another capacity.</summary>
    public MatchingWorld Changed(double share, int seed)
    {
        var random = new Random(seed);
        return this with
        {
            Hats = Array.ConvertAll(Hats, hat => random.NextDouble() >= share ? hat : hat with
            {
                Load = random.Next(0, 6),
                WeeklyOpen = SomeSlots(random),
                TotalCapacity = random.Next(0, 5),
                Version = hat.Version + 1,
            }),
        };
    }

    private static Need ANeed(Random random, int line, Point place, string microGrid) => new()
    {
        Id = $"{line:D6}",
        Community = Community,
        Skill = $"skill-{Zipf(random, Skills)}",
        LeastLevel = random.Next(1, 4),
        WantedLevel = random.Next(3, 6),
        Place = place,
        MicroGrid = microGrid,
        Slots = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Horizon.First + random.Next(Slots)).Distinct()],
        Priority = random.Next(1, 4),
        Reach = random.Next(5) == 0 ? Reach.FiveMinutes : Reach.FifteenMinutes,
        Quantity = random.Next(1, 3),
    };

    private static Hat AHat(Random random, int id, (double East, double North) place) => new()
    {
        Id = new(id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Owner = 3,
        Community = Community,
        Skills = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Zipf(random, Skills)).Distinct()
            .Select(skill => new Mastery($"skill-{skill}", random.Next(1, 6)))],
        Place = At(place.East, place.North),
        WeeklyOpen = SomeSlots(random),
        TotalCapacity = random.Next(1, 5),
        Load = random.Next(0, 6),
        LoadCap = 8,
    };

    private static ulong SomeSlots(Random random) =>
        (ulong)random.NextInt64(1L << Horizon.Week) & (ulong)random.NextInt64(1L << Horizon.Week);

    private static MicroGrid Square(int id, double east, double north) => new(
        $"{id}",
        Community,
        [
            At(east, north), At(east + GridSide, north), At(east + GridSide, north + GridSide),
            At(east, north + GridSide), At(east, north),
        ]);

    private static string MicroGridOf(double east, double north, int across)
    {
        var (x, y) = ((int)Math.Floor(east / GridSide), (int)Math.Floor(north / GridSide));
        return x >= 0 && x < across && y >= 0 && y < across ? $"{y * across + x}" : "";
    }

    private static (double East, double North) Somewhere(
        Random random, double side, (double East, double North)[] spots)
    {
        if (random.Next(4) == 0)
            return (random.NextDouble() * side, random.NextDouble() * side);
        var (east, north) = spots[Zipf(random, spots.Length)];
        var spread = side / 15;
        return (east + Normal(random) * spread, north + Normal(random) * spread);
    }

    private static Point At(double east, double north) =>
        new(104 + east / (MetresPerDegree * Math.Cos(30.5 * Math.PI / 180)), 30.5 + north / MetresPerDegree);

    private static int Zipf(Random random, int count) => (int)Math.Pow(count + 1, random.NextDouble()) - 1;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
