using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios.Scarce;

/// <summary>
/// A day with fewer helpers than needs. Everybody can accompany, and a quarter each can also repair or teach: who sends them
/// to accompany has nobody left for what only they can do. The same day is made for two communities alike.
/// </summary>
public sealed class ScarceDay(CommunitySize size, int seed)
{
    private const int Members = 8;
    private const int Volunteers = 16;

    /// <summary>Of each part of the day, 24 helpers for 26 needs.</summary>
    private static readonly string[] Skills =
        [.. Enumerable.Repeat("accompany", 13), .. Enumerable.Repeat("repair", 7), .. Enumerable.Repeat("teach", 6)];

    private static readonly string[] Parts = ["midday", "afternoon"];

    /// <summary>Where rounds are matched by the engine.</summary>
    public static readonly CommunitySize Rounds = Alike("510104003001", "丙社区", 3, 104.120);

    /// <summary>Where the nearest is asked first.</summary>
    public static readonly CommunitySize Nearest = Alike("510104004001", "丁社区", 4, 104.160);

    /// <summary>The community, made from the seed; all live around one yard, so that nobody is out of anybody's circle.</summary>
    public CommunityFile Community()
    {
        var (made, random) = (JsonNode.Parse(new CommunityMaker(size, seed).Make())!, new Random(seed));
        foreach (var body in made["calls"]!.AsArray().SelectMany(calls => calls!["bodies"]!.AsArray()))
            if (body!["helper"] is { } helper)
                helper["place"] = AroundTheYard(random);
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(made.ToJsonString()));
        return CommunityFile.Read(text);
    }

    /// <summary>The needs, made from the seed, all told before the day's first round of matching.</summary>
    public DayFile Day()
    {
        var random = new Random(seed);
        var needs = Parts.SelectMany(part => Skills.Select(skill => (part, skill))).OrderBy(_ => random.Next()).ToList();
        return new("scarce", TimeSpan.FromHours(17),
        [
            .. needs.Select((need, index) => new Script(
                index + 1, TimeSpan.FromHours(8) + TimeSpan.FromSeconds(10 * (index + 1)), Systems.Staff,
                Raise(need.part, need.skill, random), "Served", Helpers: new(Minutes: 60))),
        ]);
    }

    private JsonObject Raise(string part, string skill, Random random) => new()
    {
        ["class"] = "scarce",
        ["urgency"] = "General",
        ["channel"] = "Patrol",
        ["place"] = AroundTheYard(random),
        ["description"] = "一处需要,人手不够的一天。",
        ["blow"] = true,
        ["lines"] = new JsonArray(new JsonObject
        {
            ["kind"] = "People",
            ["skill"] = skill,
            ["leastLevel"] = 1,
            ["quantity"] = 1,
            ["slots"] = new JsonArray($"@{part}"),
        }),
    };

    private JsonNode AroundTheYard(Random random) => JsonSerializer.SerializeToNode(new Place(
        Math.Round(size.West + 0.008 + (random.NextDouble() * 0.0014), 5),
        Math.Round(size.South + 0.006 + (random.NextDouble() * 0.0014), 5)), CommunityFile.Json)!;

    private static CommunitySize Alike(string code, string name, int make, double west) =>
        new(code, name, make, west, 30.640, 20_000)
        {
            Members = Members,
            Volunteers = Volunteers,
            InService = 0,
            PeopleOfAUnit = 0,
            Residents = 0,
            SocialWorkers = 5,
            Talents = [["accompany"], ["accompany", "repair"], ["accompany"], ["accompany", "teach"]],
        };
}

/// <summary>A point, WGS 84.</summary>
/// <param name="Longitude">Degrees.</param>
/// <param name="Latitude">Degrees.</param>
public sealed record Place(double Longitude, double Latitude)
{
    private const double Detour = 1.3;
    private const double MetresASecond = 1.2;

    public static Place Of(JsonNode node) => node.Deserialize<Place>(CommunityFile.Json)!;

    /// <summary>Minutes on foot, by the usual way that is longer than the straight line.</summary>
    public double MinutesTo(Place other)
    {
        var metresADegree = Math.PI * 6_371_000 / 180;
        var east = (other.Longitude - Longitude) * Math.Cos(Latitude * Math.PI / 180);
        return Math.Sqrt(Math.Pow(east, 2) + Math.Pow(other.Latitude - Latitude, 2))
            * metresADegree * Detour / MetresASecond / 60;
    }
}
