using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace FiveSocieties.Tests.ServiceDefaults;

public sealed partial class DefaultsTests : IAsyncLifetime
{
    private static readonly Problem Broken = new("probe.broken", 409, "That breaks a rule.", "违反规则。");

    private WebApplication app = null!;
    private HttpClient http = null!;

    public sealed record Probe(string Name, int Count, Inner? Inner = null);

    public sealed record Inner(DayOfWeek Day);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration["Identity:Authority"] = "http://127.0.0.1:1"; // where nobody is
        builder.AddServiceDefaults();
        app = builder.Build();
        app.UseServiceDefaults();
        app.MapPost("/probe", (Probe probe) => new Checks()
            .Text("name", probe.Name, 10).Range("count", probe.Count, 1, 5).Failed ?? Results.Ok(probe)).AllowAnonymous();
        app.MapGet("/broken", IResult () => throw new BrokenRule(Broken, "count")).AllowAnonymous();
        app.MapGet("/bug", IResult () => throw new InvalidOperationException("secret text")).AllowAnonymous();
        app.MapGet("/database", IResult (string? state, bool transient) => throw new InvalidOperationException(
            "in an envelope", new DatabaseFailure(state, transient))).AllowAnonymous();
        app.MapGet("/list", (HttpContext list) => Numbers.ToPage(list, x => x, x => x)).AllowAnonymous();
        app.MapPut("/tagged", (HttpContext tagged) => Etag.Guard(tagged, 7) ?? Results.NoContent()).AllowAnonymous();
        app.MapGet("/forgotten", () => "a route without a policy");
        await app.StartAsync();
        http = app.GetTestClient();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("""{"name":"a","count":1,"x":1}""", 400, "request.unknown-field", "x")]
    [InlineData("""{"name":"a","count":1,"inner":{"day":"Monday","y":2}}""", 400, "request.unknown-field", "inner.y")]
    [InlineData("""{"name":"a"}""", 400, "request.missing-field", "count")]
    [InlineData("""{"name":null,"count":1}""", 400, "request.wrong-type", "name")]
    [InlineData("""{"name":"a","count":"one"}""", 400, "request.wrong-type", "count")]
    [InlineData("""{"name":"a","count":1,"inner":{"day":"Someday"}}""", 400, "request.wrong-type", "inner.day")]
    [InlineData("""{"name":"a","count":1,"inner":{"day":3}}""", 400, "request.wrong-type", "inner.day")]
    [InlineData("""{"name":"a",""", 400, "request.malformed", null)]
    [InlineData("", 400, "request.malformed", null)]
    [InlineData("""{"name":"","count":1}""", 422, "request.text-length", "name")]
    [InlineData("""{"name":"a\u0000b","count":1}""", 422, "request.text-length", "name")]
    [InlineData("""{"name":"a","count":6}""", 422, "request.out-of-range", "count")]
    [InlineData("""{"name":"","count":6}""", 422, "request.invalid", "name")]
    public async Task A_wrong_body_is_answered_with_code_and_field(string body, int status, string code, string? field)
    {
        using var answer = await http.PostAsync("/probe", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(field, problem.TryGetProperty("field", out var at) ? at.GetString() : null);
    }

    /// <summary>Two who meet in a deadlock, a database that is away or full, and what is a fault of ours.</summary>
    [Theory]
    [InlineData("?state=40P01&transient=true", 409, "request.conflict")]
    [InlineData("?state=40001&transient=true", 409, "request.conflict")]
    [InlineData("?state=57P01&transient=true", 503, "server.database-away")]
    [InlineData("?state=53300&transient=true", 503, "server.database-away")]
    [InlineData("?transient=true", 503, "server.database-away")]
    [InlineData("?state=42P01&transient=false", 500, "server.error")]
    public async Task What_a_database_fails_with_is_told_apart(string query, int status, string code)
    {
        using var answer = await http.GetAsync("/database" + query);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
    }

    /// <summary>A process that has just started, while the issuer of tokens is away.</summary>
    [Fact]
    public async Task While_nobody_tells_the_keys_a_token_is_not_to_blame()
    {
        http.DefaultRequestHeaders.Authorization = new("Bearer", "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln");
        using var answer = await http.GetAsync("/forgotten");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("server.dependency-away", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(null, "That breaks a rule.")]
    [InlineData("zh-CN", "违反规则。")]
    [InlineData("fr, zh;q=0.8, en;q=0.9", "That breaks a rule.")]
    [InlineData("fr, zh-Hans;q=0.9, en;q=0.8", "违反规则。")]
    public async Task A_broken_rule_is_said_in_the_language_of_the_caller(string? language, string title)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/broken");
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        using var answer = await http.SendAsync(request);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal("count", problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_bug_says_nothing_of_what_it_was()
    {
        using var answer = await http.GetAsync("/bug");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("server.error", text);
        Assert.DoesNotContain("secret", text);
    }

    [Fact]
    public async Task Pages_follow_each_other_to_the_end()
    {
        var seen = new List<Guid>();
        var next = "/list?limit=40";
        while (next is not null)
        {
            using var answer = await http.GetAsync(next);
            seen.AddRange((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()
                .Select(x => x.GetGuid()));
            next = answer.Headers.TryGetValues("Link", out var link) ? Target().Match(link.Single()).Groups[1].Value : null;
        }

        Assert.Equal(Numbers.Order(), seen);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?limit=x", "limit")]
    [InlineData("?cursor=x", "cursor")]
    public async Task A_wrong_page_is_refused(string query, string field)
    {
        using var answer = await http.GetAsync($"/list{query}");
        Assert.InRange((int)answer.StatusCode, 400, 422);
        Assert.Equal(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("\"7\"", 204)]
    [InlineData("*", 204)]
    [InlineData("\"6\"", 412)]
    [InlineData("\"5\", \"7\"", 204)]
    public async Task A_change_of_an_older_version_is_refused(string tag, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/tagged");
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_route_without_a_policy_is_closed()
    {
        using var answer = await http.GetAsync("/forgotten");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Docs_load_nothing_from_the_internet()
    {
        var page = await http.GetStringAsync("/docs/");
        Assert.DoesNotMatch("""(src|href)\s*=\s*["']https?://""", page);
        foreach (Match script in Script().Matches(page))
            Assert.Equal(HttpStatusCode.OK,
                (await http.GetAsync(new Uri(new Uri("http://localhost/docs/"), script.Groups[1].Value))).StatusCode);
        Assert.Contains("\"openapi\": \"3.1", await http.GetStringAsync("/openapi/v1.json"));
    }

    [Fact]
    public async Task Health_answers()
    {
        Assert.Equal("Healthy", await http.GetStringAsync("/health/live"));
        Assert.Contains("Healthy", await http.GetStringAsync("/health/ready"));
    }

    private static readonly Guid[] Numbers = [.. Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7())];

    [GeneratedRegex("<(.+)>")]
    private static partial Regex Target();

    [GeneratedRegex("""src\s*=\s*["']([^"']+)["']""")]
    private static partial Regex Script();

    private sealed class DatabaseFailure(string? state, bool transient) : DbException("secret text")
    {
        public override string? SqlState => state;

        public override bool IsTransient => transient;
    }
}
