using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>An invented sub-district around 104.06° east, 30.57° north.</summary>
internal sealed record World(Need[] Needs, Hat[] Hats, MicroGrid[] Grids)
{
    public const string Subdistrict = "510104001";
    public const string Community = Subdistrict + "001";
    public const string Neighbour = Subdistrict + "002";

    /// <summary>Monday, 23 November 2026, morning.</summary>
    public static readonly Horizon Horizon = new(new Events.Slot(new(2026, 11, 23), Events.DayPart.Morning).Number);

    public static readonly Point Centre = new(104.06, 30.57);

    public static readonly Weights Weights = new();

    /// <summary>What one has to walk around.</summary>
    public Barriers? Barriers { get; init; }

    public District District => new(Subdistrict, Persons, new(Grids), Barriers);

    public IEnumerable<Person> Persons => Hats.GroupBy(hat => hat.PersonKey).Select(hats => new Person(hats));

    public RoundGraph Graph => new(Needs, Index(), Weights, Horizon);

    public RoundAnswer Solve(Budget? budget = null, int listed = Round.Plenty) =>
        Round.Solve(Needs, Index(), Weights, Horizon, budget ?? new Budget(Milliseconds: 60_000), listed: listed);

    /// <summary>So many metres east and north of the centre.</summary>
    public static Point At(double east, double north)
    {
        const double perDegree = Walking.EarthRadius * Math.PI / 180;
        var latitude = Centre.Latitude + north / perDegree;
        var between = (Centre.Latitude + latitude) / 2 * Math.PI / 180;
        return new(Centre.Longitude + east / perDegree / Math.Cos(between), latitude);
    }

    public static Guid Id(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Hat AHat(int id) => new()
    {
        Id = Id(id),
        Owner = 3,
        Community = Community,
        Skills = [new("accompany", 3)],
        Place = Centre,
        WeeklyOpen = (1UL << 35) - 1,
        TotalCapacity = 10,
        LoadCap = 8,
    };

    public static Need ANeed(string id = "line") => new()
    {
        Id = id,
        Community = Community,
        Skill = "accompany",
        Place = Centre,
        Slots = [Horizon.First],
    };

    public static MicroGrid Square(string id, double east, double north, double side) => new(
        id,
        Community,
        [At(east, north), At(east + side, north), At(east + side, north + side), At(east, north + side), At(east, north)]);

    /// <summary>A world small enough to try everything, yet with every limit and with hats of one person.</summary>
    public static World Small(int seed)
    {
        var random = new Random(seed);
        string[] skills = ["accompany", "repair"];
        var slots = Enumerable.Range(Horizon.First - 1, 4).ToArray();
        var hats = Enumerable.Range(1, random.Next(3, 8)).Select(id => new Hat
        {
            Id = Id(id),
            Owner = random.Next(1, 5),
            Community = random.Next(6) > 0 ? Community : Neighbour,
            Skills = [.. skills.Where(_ => random.Next(6) > 0).Select(skill => new Mastery(skill, random.Next(1, 6)))],
            Place = At(random.Next(-700, 700) + 0.5, random.Next(-700, 700)),
            WeeklyOpen = (ulong)random.NextInt64(1L << 35) | (ulong)random.NextInt64(1L << 35),
            HeldSlots = [.. slots.Where(_ => random.Next(8) == 0)],
            SlotCapacity = random.Next(1, 3),
            TotalCapacity = random.Next(8) == 0 ? 0 : random.Next(1, 5),
            Load = random.Next(0, 3),
            LoadCap = random.Next(3, 7),
            Eligibilities = random.Next(2) > 0 ? ["first-aid"] : [],
            PersonRef = random.Next(2) > 0 ? $"person-{random.Next(3)}" : "",
            Suspended = random.Next(16) == 0,
            OptedOut = random.Next(16) == 0,
        }).ToArray();
        var needs = Enumerable.Range(1, random.Next(2, 5)).Select(line => new Need
        {
            Id = $"line-{line}",
            Community = Community,
            Skill = skills[random.Next(2)],
            LeastLevel = random.Next(1, 3),
            WantedLevel = random.Next(3, 6),
            Place = At(random.Next(-300, 300), random.Next(-300, 300)),
            MicroGrid = random.Next(3) > 0 ? "west" : "east",
            Slots = [.. slots.Where(_ => random.Next(3) > 0)],
            Priority = random.Next(1, 4),
            Eligibility = random.Next(4) == 0 ? ["first-aid"] : [],
            Reach = random.Next(6) == 0 ? Reach.FiveMinutes : (Reach)random.Next(2, 5),
            Quantity = random.Next(1, 3),
            Excluded = random.Next(4) == 0 ? [Id(random.Next(1, 6))] : [],
            DeclinedTimes = random.Next(3) == 0 ? [(Id(random.Next(1, 6)), slots[random.Next(1, 4)])] : [],
        }).ToArray();
        return new([.. needs, .. ThingsNeeded(seed, slots)], [.. hats, .. Things(seed, slots)], [Square("west", -1000, -1000, 1000), Square("east", 0, -1000, 1000)]);
    }

    public static Hat AThing(int id, Kind kind, long size) => new()
    {
        Id = Id(id),
        Owner = 4,
        Kind = kind,
        Size = size,
        Community = Community,
        Skills = [new("accompany", 3)],
        Place = Centre,
        WeeklyOpen = (1UL << 35) - 1,
        SlotCapacity = kind == Kind.Venue ? 1 : 50,
        TotalCapacity = 70,
        LoadCap = 70,
    };

    /// <summary>A scarce day: hot spots, skills after Zipf, fewer helpers than needs.</summary>
    public static World Scarce(int needs, int persons, int seed)
    {
        var random = new Random(seed);
        var side = 6000 * Math.Sqrt(needs / 10_000.0);
        var spots = Enumerable.Range(0, 12)
            .Select(_ => (East: random.NextDouble() * side, North: random.NextDouble() * side)).ToArray();
        return new(
            [.. Enumerable.Range(0, needs).Select(line => new Need
            {
                Id = $"{line:D6}",
                Community = Community,
                Skill = $"skill-{Zipf(random, 12)}",
                LeastLevel = random.Next(1, 4),
                WantedLevel = random.Next(3, 6),
                Place = Somewhere(),
                MicroGrid = $"{random.Next(20)}",
                Slots = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Horizon.First + random.Next(15))],
                Priority = random.Next(1, 4),
                Reach = random.Next(5) == 0 ? Reach.FiveMinutes : Reach.FifteenMinutes,
                Quantity = random.Next(1, 3),
            })],
            [.. Enumerable.Range(1, persons).Select(id => AHat(id) with
            {
                Skills = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Zipf(random, 12)).Distinct()
                    .Select(skill => new Mastery($"skill-{skill}", random.Next(1, 6)))],
                Place = Somewhere(),
                WeeklyOpen = (ulong)random.NextInt64(1L << 35) & (ulong)random.NextInt64(1L << 35),
                TotalCapacity = random.Next(1, 5),
                Load = random.Next(0, 6),
            })],
            [.. Enumerable.Range(0, 20).Select(id => Square($"{id}", id * 300, 0, 300))]);

        Point Somewhere()
        {
            if (random.Next(4) == 0)
                return At(random.NextDouble() * side, random.NextDouble() * side);
            var (east, north) = spots[Zipf(random, spots.Length)];
            return At(east + Normal(random) * 400, north + Normal(random) * 400);
        }
    }

    /// <summary>Things called like the skills of the people, so that one taken for the other would be seen.</summary>
    private static IEnumerable<Hat> Things(int seed, int[] slots)
    {
        var random = new Random(-1 - seed);
        return Enumerable.Range(50, random.Next(1, 4)).Select(id =>
        {
            var thing = AThing(id, (Kind)random.Next(1, 5), random.Next(1, 30)) with
            {
                Place = At(random.Next(-700, 700), random.Next(-700, 700)),
                WeeklyOpen = (ulong)random.NextInt64(1L << 35) | (ulong)random.NextInt64(1L << 35),
                HeldSlots = [.. slots.Where(_ => random.Next(4) == 0)],
            };
            return thing.Kind == Kind.Service
                ? thing with { HeldSizes = [.. thing.HeldSlots.Select(_ => random.NextInt64(1, thing.Size + 1))] }
                : thing;
        });
    }

    private static IEnumerable<Need> ThingsNeeded(int seed, int[] slots)
    {
        var random = new Random(-1_000_000 - seed);
        return Enumerable.Range(1, random.Next(1, 3)).Select(line => ANeed($"thing-{line}") with
        {
            Kind = (Kind)random.Next(1, 5),
            Size = random.Next(1, 25),
            MicroGrid = "west",
            Slots = [.. slots.Where(_ => random.Next(3) > 0)],
            Priority = random.Next(1, 4),
            Reach = (Reach)random.Next(1, 5),
        });
    }

    private Func<string, District> Index()
    {
        var district = District;
        return code => code == Subdistrict ? district : District.Empty(code);
    }

    private static int Zipf(Random random, int count) => (int)Math.Pow(count + 1, random.NextDouble()) - 1;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
