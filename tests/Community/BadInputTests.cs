using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FiveSocieties.Community;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Community;

public sealed class BadInputTests(CommunityHost host) : IClassFixture<CommunityHost>
{
    [Theory]
    [InlineData("colour", "\"red\"", 400, "request.unknown-field", "colour")]
    [InlineData("place.height", "3", 400, "request.unknown-field", "place.height")]
    [InlineData("urgency", "\"Soon\"", 400, "request.wrong-type", "urgency")]
    [InlineData("urgency", "1", 400, "request.wrong-type", "urgency")]
    [InlineData("place", "\"here\"", 400, "request.wrong-type", "place")]
    [InlineData("place.longitude", "\"104\"", 400, "request.wrong-type", "place.longitude")]
    [InlineData("id", "\"7\"", 400, "request.wrong-type", "id")]
    [InlineData("community", "null", 400, "request.wrong-type", "community")]
    [InlineData("community", "\"510104001002\"", 403, "identity.foreign-community", "community")]
    [InlineData("place.longitude", "104.0651", 201, null, null)] // the special grid
    [InlineData("place.longitude", "104.2", 422, "whistle.place-outside", "place")]
    [InlineData("place.longitude", "1e400", 422, "request.out-of-range", "place.longitude")]
    [InlineData("place.latitude", "91", 422, "request.out-of-range", "place.latitude")]
    [InlineData("class", "\"Elder Care\"", 422, "whistle.code", "class")]
    [InlineData("description", "\"\"", 422, "request.text-length", "description")]
    [InlineData("description", "\"a\\u0000b\"", 422, "request.text-length", "description")]
    [InlineData("blow", "true", 422, "whistle.lines-and-blow", "lines")]
    public async Task A_whistle_is_refused_field_by_field(
        string field, string value, int status, string? code, string? at)
    {
        await host.ATerritory();
        var before = await Count();
        var body = With(JsonSerializer.SerializeToNode(CommunityHost.Need(), JsonSerializerOptions.Web)!, field, value);
        Assert.Equal((status, code, at), await Post("/api/v1/whistles", body));
        Assert.Equal(before + (status == 201 ? 1 : 0), await Count());
    }

    [Theory]
    [InlineData("Venue", null, 1, "whistle.size", "lines[0].size")]
    [InlineData("Goods", 0L, 1, "request.out-of-range", "lines[0].size")]
    [InlineData("Fund", 1_000_000_000_001, 1, "request.out-of-range", "lines[0].size")]
    [InlineData("Service", 5L, 2, "request.out-of-range", "lines[0].quantity")]
    [InlineData("Venue", 40L, 1, "request.too-many", "lines[0].eligibility", "has-a-ramp")]
    public async Task A_line_of_a_thing_has_a_size_and_is_one(
        string kind, long? size, int quantity, string code, string field, string? eligibility = null)
    {
        var id = await host.ARaisedWhistle();
        var line = CommunityHost.AThing(kind, size, quantity, eligibility);
        Assert.Equal((422, code, field), await host.Staff.PostAsJsonAsync(
            $"/api/v1/whistles/{id}/blow", new { lines = new[] { line } }).AsProblem());
        Assert.Equal(WhistleState.Raised, (await host.Row(id)).State);
    }

    [Theory]
    [InlineData("lines[0].quantity", "0", 422, "request.out-of-range")]
    [InlineData("lines[0].quantity", "1000000", 422, "request.out-of-range")]
    [InlineData("lines[0].quantity", "1e30", 400, "request.wrong-type")]
    [InlineData("lines[0].quantity", "2.5", 400, "request.wrong-type")]
    [InlineData("lines[0].leastLevel", "6", 422, "request.out-of-range")]
    [InlineData("lines[0].wantedLevel", "1", 422, "request.out-of-range")]
    [InlineData("lines[0].minimum", "4", 422, "request.out-of-range")]
    [InlineData("lines[0].skill", "\"Nurse!\"", 422, "whistle.code")]
    [InlineData("lines[0].kind", "\"Weather\"", 400, "request.wrong-type")]
    [InlineData("lines[0].size", "40", 422, "whistle.size")]
    [InlineData("lines[0].slots", "[]", 422, "request.too-many")]
    [InlineData("lines[0].slots[0]", "\"2026-11-22/night\"", 422, "whistle.slot-past")]
    [InlineData("lines[0].slots[0]", "\"2026-12-08/morning\"", 422, "whistle.slot-far")]
    [InlineData("lines[0].slots[0]", "\"tomorrow\"", 400, "request.wrong-type")]
    [InlineData("lines[0].eligibility", "[null]", 422, "whistle.code", "lines[0].eligibility[0]")]
    [InlineData("lines[0].since", "1", 400, "request.unknown-field")]
    [InlineData("lines[0]", "null", 400, "request.missing-field")]
    [InlineData("lines", "[]", 422, "request.too-many")]
    [InlineData("lines", "null", 400, "request.missing-field")]
    public async Task A_triage_is_refused_field_by_field(
        string field, string value, int status, string code, string? at = null)
    {
        var id = await host.ARaisedWhistle();
        var triage = new { lines = new[] { CommunityHost.Line(quantity: 3) } };
        var body = With(JsonSerializer.SerializeToNode(triage, JsonSerializerOptions.Web)!, field, value);
        Assert.Equal((status, code, at ?? field), await Post($"/api/v1/whistles/{id}/blow", body));
        Assert.Equal(WhistleState.Raised, (await host.Row(id)).State);
    }

    [Theory]
    [InlineData("[[[0,0],[1,1],[1,0],[0,1],[0,0]]]", 422, "polygon.crosses-itself", "polygon")]
    [InlineData("[[[0,0],[1,0],[1,1],[0,1]]]", 422, "polygon.not-closed", "polygon")]
    [InlineData("[[[0,0],[1,0],[0,0]]]", 422, "request.too-many", "polygon.coordinates[0]")]
    [InlineData("[[[0,0],[200,0],[1,1],[0,0]]]", 422, "polygon.position", "polygon.coordinates[0][1]")]
    [InlineData("[[[0,0],[0],[1,1],[0,0]]]", 422, "polygon.position", "polygon.coordinates[0][1]")]
    [InlineData("[[[0,0],null,[1,1],[0,0]]]", 422, "polygon.position", "polygon.coordinates[0][1]")]
    [InlineData("[null]", 422, "polygon.not-one-ring", "polygon")]
    [InlineData("[]", 422, "polygon.not-one-ring", "polygon")]
    [InlineData("[[[0,0],[1,0],[2,0],[0,0]]]", 422, "polygon.crosses-itself", "polygon")]
    [InlineData("[[[0,0],[1,0],[1,0.000001],[0,0.000001],[0,0]]]", 422, "polygon.too-thin", "polygon")]
    [InlineData("[[[104,30],[105,30],[105,31],[104,31],[104,30]]]", 422, "grid.outside", "polygon")]
    [InlineData(
        "[[[104.055,30.655],[104.058,30.655],[104.058,30.665],[104.055,30.665],[104.055,30.655]]]",
        422, "grid.overlap", "polygon")]
    [InlineData("\"all of it\"", 400, "request.wrong-type", "polygon.coordinates")]
    public async Task A_grid_is_refused_with_what_is_wrong_with_its_polygon(
        string coordinates, int status, string code, string field)
    {
        var territory = await host.ATerritory();
        var polygon = new { type = "Polygon" };
        var grid = new { level = "MicroGrid", name = "东院", parentId = territory.Grid, polygon };
        var body = With(
            JsonSerializer.SerializeToNode(grid, JsonSerializerOptions.Web)!, "polygon.coordinates", coordinates);
        Assert.Equal(
            (status, code, field), await Post($"/api/v1/communities/{CommunityHost.Community}/grids", body));
    }

    [Fact]
    public async Task A_grid_stands_only_where_its_level_may()
    {
        var territory = await host.ATerritory();
        var polygon = CommunityHost.Box(104.05, 30.661, 104.06, 30.662);
        foreach (var parentId in new Guid?[] { null, territory.General, territory.Micro, Guid.CreateVersion7() })
        {
            var refused = await host.Staff.PostAsJsonAsync(
                $"/api/v1/communities/{CommunityHost.Community}/grids",
                new { level = "MicroGrid", name = "东院", parentId, polygon }).AsProblem();
            Assert.Equal((422, "grid.parent", "parentId"), refused);
        }
    }

    [Theory]
    [InlineData("51010400100", 422, "community.code")]
    [InlineData("510104001002", 403, "identity.foreign-community")]
    [InlineData(CommunityHost.Community, 409, "request.exists")]
    public async Task A_community_is_refused_by_its_code(string code, int status, string problem)
    {
        await host.ATerritory();
        var body = new { code, name = "清溪社区", boundary = CommunityHost.Box(104, 30, 105, 31) };
        Assert.Equal(
            (status, problem, "code"), await host.Staff.PostAsJsonAsync("/api/v1/communities", body).AsProblem());
    }

    [Fact]
    public async Task A_whistle_with_a_known_id_is_not_raised_again()
    {
        await host.ATerritory();
        var need = CommunityHost.Need();
        await host.Partner.PostAsJsonAsync("/api/v1/whistles", need).Body();
        Assert.Equal(
            (409, "request.exists", "id"), await host.Partner.PostAsJsonAsync("/api/v1/whistles", need).AsProblem());
    }

    [Fact]
    public async Task Moves_that_are_not_allowed_change_nothing()
    {
        var id = await host.ABlownWhistle();
        var answer = new { answer = "Solved" };
        var blow = new { lines = new[] { CommunityHost.Line() } };
        Assert.Equal((409, "whistle.illegal-move", null), await Act(host.Staff, id, "blow", blow));
        Assert.Equal((409, "whistle.illegal-move", null), await Act(host.Partner, id, "answer", answer));
        Assert.Equal((403, "whistle.not-yours", null), await Act(host.Staff, id, "answer", answer));
        Assert.Equal((403, "identity.no-role", null), await Act(host.Partner, id, "blow", blow));
        Assert.Equal(
            (400, "request.wrong-type", "answer"), await Act(host.Partner, id, "answer", new { answer = "Silence" }));
        Assert.Equal((404, "request.not-found", null), await Act(host.Staff, Guid.CreateVersion7(), "blow", blow));
        var stranger = host.Client(CommunityHost.AllScopes, communities: ["510104001002"], roles: ["staff"]);
        Assert.Equal((404, "request.not-found", null), await Act(stranger, id, "blow", blow));
        Assert.Equal(WhistleState.Blown, (await host.Row(id)).State);
    }

    [Fact]
    public async Task Only_staff_blow_in_the_same_call()
    {
        await host.ATerritory();
        var need = JsonSerializer.SerializeToNode(CommunityHost.Need(), JsonSerializerOptions.Web)!;
        need["blow"] = true;
        need["lines"] = JsonSerializer.SerializeToNode(new[] { CommunityHost.Line() }, JsonSerializerOptions.Web);
        var refused = await host.Partner.PostAsJsonAsync("/api/v1/whistles", need).AsProblem();
        Assert.Equal((403, "identity.no-role", "blow"), refused);
    }

    [Fact]
    public async Task A_megabyte_of_text_is_too_much()
    {
        await host.ATerritory();
        var body = With(
            JsonSerializer.SerializeToNode(CommunityHost.Need(), JsonSerializerOptions.Web)!,
            "description",
            $"\"{new string('长', 1 << 20)}\"");
        Assert.Equal((413, "request.too-large", null), await Post("/api/v1/whistles", body));
    }

    [Theory]
    [InlineData("zh-CN", "请求不是有效的 UTF-8 JSON。")]
    [InlineData("en", "The request is not valid JSON in UTF-8.")]
    public async Task Bytes_that_are_no_utf8_are_refused(string language, string title)
    {
        await host.ATerritory();
        var text = JsonSerializer.SerializeToNode(CommunityHost.Need(), JsonSerializerOptions.Web)!.ToJsonString();
        var bytes = Encoding.UTF8.GetBytes(text.Replace("elder-care", "###"));
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xC3;
        var answer = await Send("/api/v1/whistles", new ByteArrayContent(bytes), language);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(title, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "该时段已过。")]
    [InlineData("en-GB", "The slot is over.")]
    public async Task A_problem_speaks_the_language_of_the_caller(string language, string detail)
    {
        var id = await host.ARaisedWhistle();
        var triage = new { lines = new[] { CommunityHost.Line("2020-01-01/morning") } };
        var answer = await Send($"/api/v1/whistles/{id}/blow", JsonContent.Create(triage), language);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(detail, problem.GetProperty("errors")[0].GetProperty("detail").GetString());
        Assert.Equal("whistle.slot-past", problem.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/api/v1/micro-grids?lon=104", 400, "request.missing-field", "lat")]
    [InlineData("/api/v1/micro-grids?lon=104&lat=NaN", 422, "request.out-of-range", "lat")]
    [InlineData("/api/v1/micro-grids?lon=east&lat=30", 400, "request.wrong-type", "lon")]
    [InlineData("/api/v1/whistles?state=Lost", 400, "request.wrong-type", "state")]
    [InlineData("/api/v1/whistles?limit=0", 422, "request.out-of-range", "limit")]
    [InlineData("/api/v1/whistles?community=510104001002", 403, "identity.foreign-community", "community")]
    public async Task A_question_is_refused_by_its_parameter(string path, int status, string code, string field) =>
        Assert.Equal((status, code, field), await host.Partner.GetAsync(path).AsProblem());

    private static Task<(int Status, string? Code, string? Field)> Act(
        HttpClient client, Guid whistle, string verb, object body) =>
        client.PostAsJsonAsync($"/api/v1/whistles/{whistle}/{verb}", body).AsProblem();

    /// <summary>The body with one value at a path such as <c>lines[0].quantity</c> put in as it is written.</summary>
    private static string With(JsonNode body, string path, string value)
    {
        var (mark, steps) = ("\"@here@\"", path.Replace("]", "").Split('.', '['));
        var node = body;
        foreach (var step in steps[..^1])
            node = node is JsonArray array ? array[int.Parse(step)]! : node[step]!;
        if (node is JsonArray last)
            last[int.Parse(steps[^1])] = "@here@";
        else
            node[steps[^1]] = "@here@";
        return body.ToJsonString().Replace(mark, value);
    }

    private async Task<(int Status, string? Code, string? Field)> Post(string path, string body) =>
        await Send(path, new StringContent(body, Encoding.UTF8), "en").AsProblem();

    private Task<HttpResponseMessage> Send(string path, HttpContent content, string language)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Accept-Language", language);
        return host.Staff.SendAsync(request);
    }

    private Task<int> Count() => host.Look<CommunityDb, int>(db => db.Whistles.CountAsync());
}
