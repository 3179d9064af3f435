using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FiveSocieties.Community;
using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Community;

/// <summary>What cannot be crossed on foot, as a community draws it and as Matching hears of it.</summary>
public sealed class BarrierTests : IAsyncLifetime
{
    private const string Path = $"/api/v1/communities/{CommunityHost.Community}/barriers";

    private const string River = """
        {"type": "Feature", "properties": {"kind": "river"}, "geometry":
        {"type": "LineString", "coordinates": [[104.06, 30.64], [104.06, 30.66], [104.061, 30.68]]}}
        """;

    private const string Works = """
        {"type": "Feature", "id": 7, "bbox": [], "properties": {"kind": "wall", "name": "North works"}, "geometry":
        {"type": "Polygon", "coordinates": [[[104.065, 30.655], [104.065, 30.657], [104.067, 30.657], [104.065, 30.655]]]}}
        """;

    private const string Bridge = """
        {"type": "Feature", "properties": {"kind": "gate"}, "geometry":
        {"type": "LineString", "coordinates": [[104.0595, 30.65], [104.0605, 30.65]]}}
        """;

    /// <summary>About ten metres to the west of the river.</summary>
    private const string Door = """
        {"type": "Feature", "properties": {"kind": "gate"}, "geometry":
        {"type": "Point", "coordinates": [104.0599, 30.655]}}
        """;

    private readonly CommunityHost host = new();

    [Fact]
    public async Task What_is_drawn_is_read_and_replaced()
    {
        using var nothing = await host.Partner.GetAsync(Path);
        Assert.Equal((HttpStatusCode.OK, "\"0\""), (nothing.StatusCode, nothing.Headers.ETag?.Tag));
        using var drawn = await Put(host.Staff, River, Works, Bridge, Door);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (drawn.StatusCode, drawn.Headers.ETag?.Tag));

        var read = await host.Partner.GetStringAsync(Path);
        var features = JsonNode.Parse(read)!["features"]!.AsArray();
        Assert.Equal(["river", "wall", "gate", "gate"], features.Select(x => (string?)x!["properties"]!["kind"]));
        Assert.Equal(
            ["LineString", "Polygon", "LineString", "Point"], features.Select(x => (string?)x!["geometry"]!["type"]));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(River)!["geometry"], features[0]!["geometry"]));
        using var again = await Put(host.Staff, features.Select(x => x!.ToJsonString()).ToArray());
        Assert.Equal(read, await again.Content.ReadAsStringAsync());

        var old = drawn.Headers.ETag!.Tag;
        Assert.Equal((412, "request.outdated", null), await Put(host.Staff, old, [River]).AsProblem());
        using var emptied = await Put(host.Staff, again.Headers.ETag!.Tag, []);
        Assert.Equal("\"3\"", emptied.Headers.ETag?.Tag);
        var left = JsonNode.Parse(await host.Partner.GetStringAsync(Path))!["features"]!.AsArray();
        Assert.Empty(left);
    }

    [Fact]
    public async Task Whoever_may_not_does_not()
    {
        Assert.Equal(403, (await Put(host.Client("communities.read"), River).AsProblem()).Status);
        Assert.Equal(403, (await host.Client("communities.write").GetAsync(Path).AsProblem()).Status);
        var stranger = host.Client(CommunityHost.AllScopes, communities: ["510104001002"]);
        Assert.Equal((404, "request.not-found", null), await Put(stranger, River).AsProblem());
        Assert.Equal((404, "request.not-found", null), await stranger.GetAsync(Path).AsProblem());
        Assert.Equal("\"0\"", (await host.Partner.GetAsync(Path)).Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("kind", "\"gates\"", "barrier.kind", "features[0].properties.kind")]
    [InlineData("kind", "\"River\"", "barrier.kind", "features[0].properties.kind")]
    [InlineData("kind", "\"0\"", "barrier.kind", "features[0].properties.kind")]
    [InlineData("type", "\"Shape\"", "barrier.no-feature", "features[0].type")]
    [InlineData("geometry", "{\"type\": \"Point\", \"coordinates\": [104.06, 30.65]}",
        "barrier.geometry", "features[0].geometry")]
    [InlineData("geometry", "{\"type\": \"MultiLineString\", \"coordinates\": [[[104.06, 30.65], [104.06, 30.66]]]}",
        "barrier.geometry", "features[0].geometry")]
    [InlineData("coordinates", "[[104.06, 30.65]]", "barrier.geometry", "features[0].geometry")]
    [InlineData("coordinates", "[[104.06, 30.65], [104.06, 30.65]]", "barrier.geometry", "features[0].geometry")]
    [InlineData("coordinates", "[[104.06, 30.65], [104.06, \"30.66\"]]", "barrier.geometry", "features[0].geometry")]
    [InlineData("coordinates", "[[104.06, 30.65], null]", "barrier.geometry", "features[0].geometry")]
    [InlineData("coordinates", "7", "barrier.geometry", "features[0].geometry")]
    [InlineData("coordinates", "[[104.06, 30.65], [30.66, 104.06]]",
        "polygon.position", "features[0].geometry.coordinates[1]")]
    [InlineData("coordinates", "[[104.06, 30.65], [104.06]]", "polygon.position", "features[0].geometry.coordinates[1]")]
    [InlineData("coordinates", "[[104.06, 30.65], [104.06, 30.72]]", "barrier.outside", "features[0].geometry")]
    [InlineData("coordinates", "[[104.0, 30.65], [104.12, 30.71]]", null, null)]
    public async Task A_barrier_that_is_wrong_is_refused_at_its_field(
        string member, string value, string? code, string? field)
    {
        var river = JsonNode.Parse(River)!.AsObject();
        var of = member switch
        {
            "kind" => river["properties"]!.AsObject(),
            "coordinates" => river["geometry"]!.AsObject(),
            _ => river,
        };
        of[member] = JsonNode.Parse(value);
        Assert.Equal((code is null ? 200 : 422, code, field), await Put(host.Staff, river.ToJsonString()).AsProblem());
        Assert.Equal(code is null ? "\"1\"" : "\"0\"", (await host.Partner.GetAsync(Path)).Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("[[[104.06, 30.65], [104.07, 30.65], [104.07, 30.66]]]",
        "request.too-many", "features[0].geometry.coordinates[0]")]
    [InlineData("[[[104.06, 30.65], [104.07, 30.65], [104.07, 30.66], [104.06, 30.66]]]",
        "polygon.not-closed", "features[0].geometry")]
    [InlineData("[[[104.06, 30.65], [104.07, 30.66], [104.07, 30.65], [104.06, 30.66], [104.06, 30.65]]]",
        "polygon.crosses-itself", "features[0].geometry")]
    [InlineData("[[[104.06, 30.65], [104.07, 30.65], [104.07, 30.66], [104.06, 30.65]], []]",
        "polygon.not-one-ring", "features[0].geometry")]
    public async Task A_polygon_is_read_as_every_polygon_is(string coordinates, string code, string field)
    {
        var works = JsonNode.Parse(Works)!;
        works["geometry"]!["coordinates"] = JsonNode.Parse(coordinates);
        Assert.Equal((422, code, field), await Put(host.Staff, works.ToJsonString()).AsProblem());
    }

    [Theory]
    [InlineData("Point", "[104.0603, 30.655]", null)] // 29 m
    [InlineData("Point", "[104.06033, 30.655]", "barrier.gate-alone")] // 31 m
    [InlineData("Point", "[104.0657, 30.656]", "barrier.gate-alone")] // at the works, whose inside nobody enters
    [InlineData("Point", "[[104.06, 30.655]]", "barrier.geometry")]
    [InlineData("LineString", "[[104.0599, 30.655], [104.0601, 30.655], [104.0603, 30.655]]", "barrier.geometry")]
    [InlineData("Polygon", "[[[104.06, 30.65], [104.07, 30.65], [104.07, 30.66], [104.06, 30.65]]]", "barrier.geometry")]
    public async Task A_gate_is_a_door_in_a_line_or_a_way_across(string type, string coordinates, string? code)
    {
        var gate = $$$"""
            {"type": "Feature", "properties": {"kind": "gate"},
            "geometry": {"type": "{{{type}}}", "coordinates": {{{coordinates}}}}}
            """;
        Assert.Equal(
            (code is null ? 200 : 422, code, code is null ? null : "features[2].geometry"),
            await Put(host.Staff, River, Works, gate).AsProblem());
    }

    [Theory]
    [InlineData("""{"type": "Feature", "features": []}""", 422, "barrier.no-collection", "type")]
    [InlineData("""{"type": "FeatureCollection"}""", 400, "request.missing-field", "features")]
    [InlineData("""{"type": "FeatureCollection", "features": [null]}""", 400, "request.missing-field", "features[0]")]
    [InlineData("""{"type": "FeatureCollection", "features": [{"type": "Feature"}]}""",
        400, "request.missing-field", "features[0].properties")]
    [InlineData("""{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kind": "wall"}}]}""",
        400, "request.missing-field", "features[0].geometry")]
    public async Task What_is_no_collection_is_refused(string body, int status, string code, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal((status, code, field), await host.Staff.PutAsync(Path, content).AsProblem());
    }

    [Fact]
    public async Task A_hundred_features_and_two_hundred_positions_are_the_most()
    {
        Assert.Equal((200, null, null), await Put(host.Staff, [.. Enumerable.Repeat(Bridge, 100)]).AsProblem());
        var tooMany = Enumerable.Repeat(Bridge, 101).ToArray();
        Assert.Equal((422, "request.too-many", "features"), await Put(host.Staff, tooMany).AsProblem());
        Assert.Equal(
            (422, "request.too-many", "features"), await Put(host.Staff, [River, .. tooMany.Skip(2)]).AsProblem());
    }

    [Fact]
    public async Task Drawing_is_told_in_the_version_of_the_territory()
    {
        await Patiently.Until("four grids are told", () => Task.FromResult(host.Told.All<GridChanged>().Count == 4));
        await Put(host.Staff, River).Body();
        await Patiently.Until("it is told", () => Task.FromResult(host.Told.All<GridChanged>().Count == 5));
        var versions = await host.Look<CommunityDb, List<long>>(db => db.Outbox.AsNoTracking()
            .Where(x => x.Type.Contains(nameof(GridChanged))).OrderBy(x => x.Sequence).Select(x => x.Version)
            .ToListAsync());
        Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Fact]
    public async Task Matching_hears_of_lines_areas_and_ways_through()
    {
        await Put(host.Staff, River, Works, Bridge, Door).Body();
        var only = Assert.Single(await Told(CommunityHost.Community));
        Assert.Equal((CommunityHost.Community, 1L), (only.Community, only.Version));
        Assert.Equal(3, Assert.Single(only.Lines).Places.Count);
        Assert.Equal(4, Assert.Single(only.Areas).Places.Count);
        Assert.Equal([104.0595, 104.0605], [only.Gates[0].From.Longitude, only.Gates[0].To.Longitude]);

        // The door leads two metres to each side of the river, not of where it was drawn.
        double[] ends = [only.Gates[1].From.Longitude, only.Gates[1].To.Longitude];
        Assert.Equal([104.05998, 104.06002], ends.Order().Select(x => Math.Round(x, 5)));
        Assert.All([only.Gates[1].From, only.Gates[1].To], end => Assert.Equal(30.655, end.Latitude, 9));

        await Put(host.Staff).Body();
        var empty = Assert.Single(await Told(""));
        Assert.Equal((2L, 0, 0, 0), (empty.Version, empty.Lines.Count, empty.Areas.Count, empty.Gates.Count));
        Assert.Empty(await Told("510104001002"));
    }

    public async Task InitializeAsync() => await host.ATerritory();

    public async Task DisposeAsync() => await host.DisposeAsync();

    private static Task<HttpResponseMessage> Put(HttpClient client, params string[] features) =>
        Put(client, tag: null, features);

    private static Task<HttpResponseMessage> Put(HttpClient client, string? tag, string[] features)
    {
        var body = $$"""{"type": "FeatureCollection", "features": [{{string.Join(',', features)}}]}""";
        var request = new HttpRequestMessage(HttpMethod.Put, Path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (tag is not null)
            request.Headers.IfMatch.Add(new(tag));
        return client.SendAsync(request);
    }

    private async Task<List<CommunityBarriers>> Told(string community)
    {
        using var channel = GrpcChannel.ForAddress("http://localhost", new() { HttpClient = host.Client("internal", []) });
        using var call = new ResourceMatching.Territory.TerritoryClient(channel).Barriers(new() { Community = community });
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }
}
