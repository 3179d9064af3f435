using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>What is wrong gets a stable code and the field, in the caller's language; nothing changes, and no 500.</summary>
public sealed class BadInput(Neighbourhood house) : IClassFixture<Neighbourhood>
{
    private const string Whistle = """
        "community": "510104001001", "class": "elder-care", "urgency": "Urgent", "channel": "Resident",
        "place": {"longitude": 104.0655, "latitude": 30.6575}, "description": "A need."
        """;

    private const string Helper = """
        "name": "Invented Person", "phone": "13800000000", "skills": [{"code": "visit", "level": 3}],
        "place": {"longitude": 104.0655, "latitude": 30.6575}, "available": [{"day": "Monday", "part": "Morning"}]
        """;

    public static TheoryData<string, string, string, int, string, string?> Table => new()
    {
        { "unknown field", "whistles", $$"""{ {{Whistle}}, "colour": "red" }""", 400, "request.unknown-field", "colour" },
        { "missing field", "whistles", """{ "class": "elder-care" }""", 400, "request.missing-field", "community" },
        { "wrong type", "whistles", $$"""{ {{Whistle.Replace("104.0655", "\"east\"")}} }""", 400, "request.wrong-type", "place.longitude" },
        { "unknown word", "whistles", $$"""{ {{Whistle.Replace("Urgent", "Whenever")}} }""", 400, "request.wrong-type", "urgency" },
        { "no JSON", "whistles", "{ this is no JSON", 400, "request.malformed", null },
        { "outside every grid", "whistles", $$"""{ {{Whistle.Replace("104.0655", "100.5")}} }""", 422, "whistle.place-outside", "place" },
        { "impossible place", "whistles", $$"""{ {{Whistle.Replace("104.0655", "1040.5")}} }""", 422, "request.out-of-range", "place.longitude" },
        { "foreign community", "whistles", $$"""{ {{Whistle.Replace("510104001001", "510104001999")}} }""", 403, "identity.foreign-community", "community" },
        { "empty text", "whistles", $$"""{ {{Whistle.Replace("A need.", "  ")}} }""", 422, "request.text-length", "description" },
        { "quantity 0", "whistles", Lines(quantity: "0"), 422, "request.out-of-range", "lines[0].quantity" },
        { "quantity a million", "whistles", Lines(quantity: "1000000"), 422, "request.out-of-range", "lines[0].quantity" },
        { "quantity in words", "whistles", Lines(quantity: "\"two\""), 400, "request.wrong-type", "lines[0].quantity" },
        { "a person with a size", "whistles", Lines(more: ", \"size\": 40"), 422, "whistle.size", "lines[0].size" },
        { "a room without a size", "whistles", Lines(kind: "Venue"), 422, "whistle.size", "lines[0].size" },
        { "two rooms in a line", "whistles", Lines(quantity: "2", kind: "Venue", more: ", \"size\": 40"), 422, "request.out-of-range", "lines[0].quantity" },
        { "no such kind", "whistles", Lines(kind: "Weather"), 400, "request.wrong-type", "lines[0].kind" },
        { "a person as a thing", "units/0197a000-0000-7000-8000-000000000501/things", Thing(), 422, "thing.kind", "thing.kind" },
        { "a room without seats", "units/0197a000-0000-7000-8000-000000000501/things", Thing("Venue", "0"), 422, "request.out-of-range", "thing.size" },
        { "an agreement that ends before it begins", "units/0197a000-0000-7000-8000-000000000501/agreements", """{"community": "510104001001", "agreement": {"from": "2026-02-01", "until": "2026-01-01", "needs": [], "resources": [], "projects": []}}""", 422, "request.out-of-range", "agreement.until" },
        { "slot in the past", "whistles", Lines(slot: "2020-01-01/morning"), 422, "whistle.slot-past", "lines[0].slots[0]" },
        { "no such slot", "whistles", Lines(slot: "2026-11-24/teatime"), 400, "request.wrong-type", "lines[0].slots[0]" },
        { "crossed polygon", "communities/510104001001/grids", Grid("[[104.060,30.652],[104.066,30.658],[104.066,30.652],[104.060,30.658],[104.060,30.652]]"), 422, "polygon.crosses-itself", "polygon" },
        { "wrong check digit of a unit", "units", """{"community": "510104001001", "unit": {"name": "Invented Works", "creditCode": "91350100M000100Y44", "place": {"longitude": 104.0655, "latitude": 30.6575}, "contact": {"name": "Invented Person", "phone": "13800000000"}}}""", 422, "unit.credit-code", "unit.creditCode" },
        { "wrong check digit of a resident", "residents", """{"community": "510104001001", "resident": {"name": "Invented Person", "phone": "13800000000", "address": "Somewhere 1", "identityNumber": "110105194912310021", "basis": {"kind": "Consent"}}}""", 422, "resident.identity-number", "resident.identityNumber" },
        { "no telephone number", "volunteers", Volunteer(Helper.Replace("13800000000", "12")), 422, "helper.phone", "helper.phone" },
        { "level 9", "volunteers", Volunteer(Helper.Replace("\"level\": 3", "\"level\": 9")), 422, "request.out-of-range", "helper.skills[0].level" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task It_is_refused_with_code_and_field(
        string what, string noun, string body, int status, string code, string? field)
    {
        var before = await Count(noun);
        foreach (var (language, isChinese) in ((string, bool)[])[("en", false), ("zh-CN,zh;q=0.9", true)])
        {
            using var answer = await Send(noun, new StringContent(body, Encoding.UTF8, "application/json"), language);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(status == (int)answer.StatusCode, $"{what}: {(int)answer.StatusCode} {text}");
            var problem = JsonDocument.Parse(text).RootElement;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(code, problem.GetProperty("code").GetString());
            Assert.Equal(field, problem.TryGetProperty("field", out var at) ? at.GetString() : null);
            Assert.Equal(isChinese, problem.GetProperty("title").GetString()!.Any(letter => letter is >= '一' and <= '鿿'));
            Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));
        }

        Assert.Equal(before, await Count(noun));
    }

    [Fact]
    public async Task A_megabyte_of_text_is_refused()
    {
        var body = $$"""{ {{Whistle.Replace("A need.", new string('x', 1_000_000))}} }""";
        using var answer = await Send("whistles", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("request.too-large", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Invalid_UTF8_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{ {{Whistle}} }""");
        bytes[Array.IndexOf(bytes, (byte)'A')] = 0xff;
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await Send("whistles", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("request.malformed", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_illegal_move_and_a_second_answer_are_conflicts()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("accompany"));
        var early = await house.TryPost($"/api/v1/whistles/{whistle}/answer", new { answer = "Solved" }).AsProblem();
        Assert.Equal((409, "whistle.illegal-move"), (early.Status, early.Code));

        var asked = (await house.Asked(whistle, 1))[0];
        await house.Act(asked, "accept");
        var second = await house.TryPost(Neighbourhood.PathOf(asked, "accept"), new { }).AsProblem();
        Assert.Equal((409, "engagement.illegal-move"), (second.Status, second.Code));
        var other = await house.TryPost(Neighbourhood.PathOf(asked, "decline"), new { reason = "Time" }).AsProblem();
        Assert.Equal((409, "engagement.illegal-move"), (other.Status, other.Code));
    }

    [Fact]
    public async Task Without_a_token_there_is_nothing_to_see()
    {
        using var stranger = new HttpClient { BaseAddress = house.Address };
        var refused = await stranger.GetAsync("/api/v1/whistles").AsProblem();
        Assert.Equal((401, "identity.no-token"), (refused.Status, refused.Code));
        var hidden = await stranger.GetAsync("/api/v1/nothing").AsProblem();
        Assert.Equal((401, "identity.no-token"), (hidden.Status, hidden.Code));
        var nothing = await house.TryGet("/api/v1/nothing").AsProblem();
        Assert.Equal((404, "request.not-found"), (nothing.Status, nothing.Code));
    }

    private static string Lines(
        string quantity = "1", string slot = "2026-11-23/morning", string kind = "People", string more = "") =>
        $$"""{ {{Whistle}}, "blow": true, "lines": [{"kind": "{{kind}}", "skill": "accompany", "leastLevel": 1, "quantity": {{quantity}}, "slots": ["{{slot}}"]{{more}} }] }""";

    private static string Thing(string kind = "People", string size = "1") =>
        $$"""{"thing": {"kind": "{{kind}}", "code": "hall", "name": "Invented Hall", "size": {{size}}, "place": {"longitude": 104.0655, "latitude": 30.6575} } }""";

    private static string Volunteer(string helper) =>
        $$"""{ "helper": { {{helper}} }, "community": "510104001001" }""";

    private static string Grid(string ring) =>
        $$"""{"polygon": {"type": "Polygon", "coordinates": [{{ring}}]}, "name": "Crossed", "level": "MicroGrid" }""";

    private async Task<int> Count(string noun) => (await house.List($"/api/v1/{noun}?limit=200")).Length;

    private Task<HttpResponseMessage> Send(string noun, HttpContent body, string language = "en") =>
        house.Send(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{noun}")
        {
            Content = body,
            Headers = { { "Accept-Language", language } },
        });
}
