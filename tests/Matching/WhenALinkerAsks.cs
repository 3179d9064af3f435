using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using static FiveSocieties.Tests.Matching.MatchingHost;

namespace FiveSocieties.Tests.Matching;

/// <summary>Questions over HTTP: they ask nobody and keep nothing.</summary>
public sealed class WhenALinkerAsks
{
    private const string Path = "/api/v1/matches";
    private static readonly string Tomorrow = $"{new Slot(new(2026, 11, 24), DayPart.Morning)}";

    [Fact]
    public async Task One_line_gets_the_best_with_reasons_and_the_near_misses()
    {
        var unskilled = AResource(Guid.CreateVersion7());
        unskilled.Skills[0].Level = 1;
        await using var host = await Start(AResource(), unskilled);

        var answer = await Linker(host).PostAsJsonAsync($"{Path}/single", new { line = Line(leastLevel: 2), take = 5 }).Body();

        var best = Assert.Single(answer.GetProperty("candidates").EnumerateArray().ToArray());
        Assert.Equal(["resourceId", "slot", "cost", "reasons"], best.EnumerateObject().Select(x => x.Name));
        Assert.Equal((Helper, Tomorrow), (best.GetProperty("resourceId").GetGuid(), best.GetProperty("slot").GetString()));
        Assert.Equal(
            best.GetProperty("cost").GetInt64(), best.GetProperty("reasons").EnumerateObject().Sum(x => x.Value.GetInt64()));
        var miss = answer.GetProperty("nearMisses")[0];
        Assert.Equal(
            (unskilled.Id, "level", 1),
            (miss.GetProperty("resourceId").GetString(), miss.GetProperty("limit").GetString(),
                miss.GetProperty("missedBy").GetInt32()));
    }

    [Fact]
    public async Task Many_lines_are_matched_together_and_one_pair_is_explained()
    {
        await using var host = await Start(AResource());
        var linker = Linker(host);

        var round = await linker.PostAsJsonAsync(
            $"{Path}/round", new { lines = (object[])[Line("a", priority: 3), Line("b", priority: 2)] }).Body();
        Assert.Equal("a", Assert.Single(round.GetProperty("assignments").EnumerateArray().ToArray())
            .GetProperty("lineId").GetString());
        Assert.Equal("b", round.GetProperty("unserved")[0].GetProperty("lineId").GetString());
        Assert.Equal([0, 0, 1], round.GetProperty("servedPerPriority").EnumerateArray().Select(x => x.GetInt32()));
        Assert.Equal(0, round.GetProperty("gap").GetInt64());

        var fits = await Explain(linker, Line());
        Assert.Equal(("fits", 1), (fits.GetProperty("code").GetString(), fits.GetProperty("rank").GetInt32()));
        var tooLow = await Explain(linker, Line(leastLevel: 5));
        Assert.Equal(("level", 2), (tooLow.GetProperty("code").GetString(), tooLow.GetProperty("missedBy").GetInt32()));
        Assert.Equal(
            (404, "match.unknown-resource", "resourceId"),
            await linker.PostAsJsonAsync($"{Path}/explain", new
            {
                line = Line(),
                resourceId = Guid.CreateVersion7(),
                society = "Volunteers",
            }).AsProblem());

        var lines = await linker.PostAsJsonAsync($"{Path}/resource", new
        {
            resourceId = Helper,
            society = "Volunteers",
            lines = (object[])[Line("yes"), Line("no", leastLevel: 4)],
        }).Body();
        Assert.Equal(
            [("yes", "fits"), ("no", "level")],
            lines.EnumerateArray().Select(x => (
                x.GetProperty("lineId").GetString()!, x.GetProperty("pair").GetProperty("code").GetString()!)));
        Assert.Equal(
            (422, "request.too-many", "lines"),
            await linker.PostAsJsonAsync(
                $"{Path}/resource", new { resourceId = Helper, society = "Volunteers", lines = Array.Empty<object>() }).AsProblem());

        Task<JsonElement> Explain(HttpClient client, object line) => client.PostAsJsonAsync(
            $"{Path}/explain", new { line, resourceId = Helper, society = "Volunteers" }).Body();
    }

    [Fact]
    public async Task Only_a_linker_of_the_community_asks_about_what_there_is()
    {
        await using var host = await Start();
        var body = new { line = Line() };
        Assert.Equal(
            (403, "identity.no-role", null),
            await host.Client("matches.read").PostAsJsonAsync($"{Path}/single", body).AsProblem());
        Assert.Equal(
            (403, "identity.foreign-community", "line.community"),
            await host.Client("matches.read", ["510104009001"], ["linker"]).PostAsJsonAsync($"{Path}/single", body).AsProblem());
        Assert.Equal(
            403, (await host.Client("resources.read").PostAsJsonAsync($"{Path}/what-if", body).AsProblem()).Status);
    }

    /// <summary>The example of services/Matching/README.md: Li is nearest to both, and pressing A comes first.</summary>
    [Fact]
    public async Task A_what_if_is_solved_over_the_world_that_comes_with_it()
    {
        await using var host = await Start(AResource());
        Guid[] people = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        var (li, wang) = (people[0], people[1]);

        var answer = await WhatIf(host, new
        {
            lines = (object[])
            [
                Line("A", priority: 3, north: 100, circle: "FiveMinutes"),
                Line("B", priority: 2, north: -40, circle: "FiveMinutes"),
            ],
            resources = (object[])[Resource(li, north: 0, load: 2), Resource(wang, north: -240)],
        }).Body();

        Assert.Equal(
            [("A", li), ("B", wang)],
            answer.GetProperty("assignments").EnumerateArray().Select(x => (
                x.GetProperty("lineId").GetString()!, x.GetProperty("candidate").GetProperty("resourceId").GetGuid())));
        Assert.Equal(390, answer.GetProperty("cost").GetInt64());
        Assert.Equal(0, answer.GetProperty("gap").GetInt64());
        Assert.Equal(0, answer.GetProperty("load").GetProperty("after").GetDouble());
    }

    [Fact]
    public async Task A_what_if_walks_around_what_is_there()
    {
        await using var host = await Begin();
        host.Pools.Barriers[MatchingHost.Community] = AWallAcross();
        await host.Listed();
        var (near, far) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var answer = await WhatIf(host, new
        {
            lines = (object[])[Line("A", circle: "FifteenMinutes")],
            resources = (object[])[Resource(near, north: 30), Resource(far, north: -240)],
        }).Body();
        Assert.Equal(
            far, answer.GetProperty("assignments")[0].GetProperty("candidate").GetProperty("resourceId").GetGuid());
    }

    [Fact]
    public async Task A_slot_that_is_free_this_week_is_not_free_the_next()
    {
        await using var host = await Start();
        var next = $"{new Slot(new(2026, 12, 1), DayPart.Morning)}";
        var answer = await WhatIf(host, new
        {
            lines = (object[])[Line("now"), Line("later", slot: next)],
            resources = (object[])[Resource(Guid.CreateVersion7())],
        }).Body();
        Assert.Equal("now", Assert.Single(answer.GetProperty("assignments").EnumerateArray().ToArray())
            .GetProperty("lineId").GetString());
        Assert.Equal("slot", answer.GetProperty("unserved")[0].GetProperty("lacks").GetString());
    }

    [Fact]
    public async Task What_contradicts_itself_is_refused_with_code_and_field()
    {
        await using var host = await Start();
        var id = Guid.CreateVersion7();
        object[] one = [Resource(id)];
        (object Body, string Code, string Field)[] cases =
        [
            (new { lines = Array.Empty<object>(), resources = one }, "request.too-many", "lines"),
            (new { lines = (object[])[Line("a"), Line("a")], resources = one }, "match.duplicate-line", "lines[1].lineId"),
            (With(Line(leastLevel: 6)), "request.out-of-range", "lines[0].leastLevel"),
            (With(Line(leastLevel: 4, wantedLevel: 2)), "match.levels-cross", "lines[0].wantedLevel"),
            (With(Line(quantity: 0)), "request.out-of-range", "lines[0].quantity"),
            (With(Line(north: 8_000_000)), "request.out-of-range", "lines[0].place.latitude"),
            (With(Line(slot: "tomorrow")), "request.wrong-type", "lines[0].slots[0]"),
            (With(Line(circle: "Moon")), "request.wrong-type", "lines[0].circle"),
            (With(Resource(id, slotCapacity: 0), Line()), "request.out-of-range", "resources[0].slotCapacity"),
            (With(Resource(id, totalCapacity: -1), Line()), "request.out-of-range", "resources[0].totalCapacity"),
            (With(Resource(id, level: 0), Line()), "request.out-of-range", "resources[0].skills[0].level"),
            (With(Resource(id, north: -20_000_000), Line()), "request.out-of-range", "resources[0].place.latitude"),
            (With(Resource(id, society: "Community"), Line()), "request.out-of-range", "resources[0].society"),
            (new { lines = (object[])[Line()], resources = (object[])[Resource(id), Resource(id)] },
                "match.duplicate-resource", "resources[1].id"),
            (new { lines = (object[])[Line()], resources = one, policy = new { detour = 0.5 } },
                "request.out-of-range", "policy.detour"),
            (new { lines = (object[])[.. Enumerable.Range(0, 5001).Select(i => Line($"{i}"))], resources = one },
                "request.too-many", "lines"),
        ];
        foreach (var (body, code, field) in cases)
        {
            var (status, actual, where) = await WhatIf(host, body).AsProblem();
            Assert.Equal((code, field), (actual, where));
            Assert.InRange(status, 400, 422);
        }

        object With(params object[] parts) => new
        {
            lines = (object[])[parts[^1]],
            resources = parts.Length > 1 ? [parts[0]] : one,
        };
    }

    [Fact]
    public async Task A_million_lines_are_too_large_and_five_thousand_of_each_are_not()
    {
        await using var host = await Start();
        var client = host.Client("matches.read");
        using var million = new ByteArrayContent(new byte[9_000_000]);
        million.Headers.ContentType = new("application/json");
        Assert.Equal((413, "request.too-large", null), await client.PostAsync($"{Path}/what-if", million).AsProblem());

        var answer = await WhatIf(host, new
        {
            lines = Enumerable.Range(0, 5000).Select(i => Line($"{i:0000}", north: i * 20, circle: "FiveMinutes")),
            resources = Enumerable.Range(0, 5000).Select(i => Resource(Guid.CreateVersion7(), north: (i * 20) + 7)),
        }).Body();
        Assert.Equal(5000, answer.GetProperty("assignments").GetArrayLength());
        Assert.Equal(0, answer.GetProperty("gap").GetInt64());
    }

    private static Task<HttpResponseMessage> WhatIf(MatchingHost host, object body) =>
        host.Client("matches.read").PostAsJsonAsync($"{Path}/what-if", body);

    private static HttpClient Linker(MatchingHost host) => host.Client("matches.read", roles: ["linker"]);

    private static object Line(
        string lineId = "line", int leastLevel = 1, int? wantedLevel = null, int priority = 1, int quantity = 1,
        double north = 0, string? slot = null, string circle = "Subdistrict") => new
        {
            lineId,
            community = MatchingHost.Community,
            skill = "accompany",
            leastLevel,
            wantedLevel = wantedLevel ?? leastLevel,
            priority,
            quantity,
            circle,
            slots = (string[])[slot ?? Tomorrow],
            place = North(north),
        };

    private static object Resource(
        Guid id, double north = 0, int load = 0, int slotCapacity = 1, int totalCapacity = 10, int level = 3,
        string society = "Volunteers") => new
        {
            id,
            society,
            community = MatchingHost.Community,
            skills = (object[])[new { code = "accompany", level }],
            place = North(north),
            free = (string[])[Tomorrow],
            load,
            slotCapacity,
            totalCapacity,
        };

    /// <summary>A few metres north of the line, a kilometre to each side.</summary>
    private static CommunityBarriers AWallAcross() => new()
    {
        Community = MatchingHost.Community,
        Version = 1,
        Lines =
        {
            new Way
            {
                Places =
                {
                    new Place { Longitude = 104.05, Latitude = 30.5701 },
                    new Place { Longitude = 104.07, Latitude = 30.5701 },
                },
            },
        },
    };

    /// <summary>So many seconds on foot north of a place.</summary>
    private static object North(double seconds) =>
        new { longitude = 104.06, latitude = 30.57 + seconds * 1.2 / 1.3 / (6_371_008.8 * Math.PI / 180) };
}
