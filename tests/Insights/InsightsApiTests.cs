using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Insights;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Insights;

public sealed class InsightsApiTests : IAsyncLifetime
{
    private const string Elsewhere = "510104001002";
    private readonly ServiceHost<InsightsDb> app = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_story_is_told_over_http_in_the_callers_language()
    {
        var whistle = await ASolvedWhistle();

        using var client = Reader();
        client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        var story = await client.GetAsync($"/api/v1/stories/{whistle.Id}").Body();

        Assert.Equal("Closed", story.GetProperty("state").GetString());
        Assert.Equal("Nothing", story.GetProperty("waitsFor").GetProperty("what").GetString());
        Assert.Equal(["PartyBranches", "Volunteers"], Strings(story.GetProperty("societies")));
        var steps = story.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal("whistle.raised", steps[0].GetProperty("what").GetString());
        Assert.Equal("需求已提出。", steps[0].GetProperty("text").GetString());
        Assert.Equal(300, steps[1].GetProperty("secondsSincePrevious").GetDouble());
        Assert.Equal(300, steps[1].GetProperty("secondsSinceRaised").GetDouble());
        Assert.Equal(
            ["Community", "Helper", "ResidentUnits", "SocialWork"],
            steps.Select(step => step.GetProperty("by").GetString()!).Distinct().Order());
        Assert.DoesNotContain("resourceId", story.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_told_twice_is_logged_once()
    {
        var (id, raised) = (Guid.CreateVersion7(), new AWhistle(app.Clock.GetUtcNow()).Raised());
        var message = (WhistleRaised)raised.Told[0].Event;
        await app.Tell(message, messageId: id);
        await Logged(1);
        await app.Tell(message, messageId: id);
        await app.Tell(new GridChanged(ServiceHost<InsightsDb>.Community));
        await Logged(2);
        Assert.Equal(1, await app.Look<InsightsDb, int>(db => db.Events.CountAsync(x => x.Id == id)));
    }

    [Fact]
    public async Task Events_of_no_whistle_are_logged_too()
    {
        await app.Tell(new MemberReportedIn(Guid.CreateVersion7(), Guid.CreateVersion7()), version: 7);
        await Logged(1);
        var row = await app.Look<InsightsDb, EventLogRow>(async db =>
        {
            var only = await db.Events.SingleAsync();
            return new(only.Type, only.Version, only.WhistleId);
        });
        Assert.Equal(new("MemberReportedIn", 7, null), row);
    }

    [Fact]
    public async Task Stories_are_listed_page_by_page()
    {
        var first = await ASolvedWhistle();
        await Tell(new AWhistle(app.Clock.GetUtcNow()).Raised());

        var page = await Reader()
            .GetAsync($"/api/v1/stories?community={ServiceHost<InsightsDb>.Community}&limit=1").Body();
        var only = page.GetProperty("items").EnumerateArray().Single();
        Assert.Equal($"{first.Id}", only.GetProperty("whistleId").GetString());
        Assert.Equal("Closed", only.GetProperty("state").GetString());

        var cursor = page.GetProperty("next").GetString();
        var rest = await Reader()
            .GetAsync($"/api/v1/stories?community={ServiceHost<InsightsDb>.Community}&limit=1&cursor={cursor}").Body();
        var last = rest.GetProperty("items").EnumerateArray().Single();
        Assert.Equal("Triage", last.GetProperty("waitsFor").GetProperty("what").GetString());
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task Indicators_are_of_the_whistles_raised_in_the_period()
    {
        await ASolvedWhistle();
        await Tell(new AWhistle(app.Clock.GetUtcNow()).Raised(), Elsewhere);

        var day = await Indicators("from=2026-11-23&to=2026-11-23").Body();
        Assert.Equal(1, day.GetProperty("whistles").GetProperty("raised").GetInt32());
        Assert.Equal(1, day.GetProperty("whistles").GetProperty("byEnd").GetProperty("Solved").GetInt32());
        Assert.Equal(45, day.GetProperty("linkages").GetProperty("points").GetInt32());

        var before = await Indicators("from=2026-11-01&to=2026-11-22").Body();
        Assert.Equal(0, before.GetProperty("whistles").GetProperty("raised").GetInt32());
        Assert.False(before.GetProperty("rates").TryGetProperty("response", out _));
    }

    [Theory]
    [InlineData("from=2026-11-23&to=2026-11-22", 422, "indicator.backwards-period", "to")]
    [InlineData("from=2010-01-01&to=2026-11-22", 422, "indicator.long-period", "to")]
    [InlineData("from=2026-11-23", 400, "request.missing-field", "to")]
    [InlineData("to=2026-11-23", 400, "request.missing-field", "from")]
    [InlineData("from=yesterday&to=2026-11-23", 400, "request.wrong-type", "from")]
    [InlineData("from=2026-11-23&to=9999-12-31", 422, "request.invalid", "to")]
    [InlineData("from=2026-11-23&to=23.11.2026", 400, "request.wrong-type", "to")]
    [InlineData("from=0001-01-01&to=0001-01-01", 422, "request.invalid", "from")]
    public async Task A_period_that_is_none_is_refused(string period, int status, string code, string field) =>
        Assert.Equal((status, code, field), await Indicators(period).AsProblem());

    [Fact]
    public async Task A_foreign_community_is_closed()
    {
        var whistle = await ASolvedWhistle();
        using var stranger = app.Client("stories.read indicators.read", [Elsewhere]);
        var community = ServiceHost<InsightsDb>.Community;

        Assert.Equal(
            (404, "request.not-found", null), await stranger.GetAsync($"/api/v1/stories/{whistle.Id}").AsProblem());
        Assert.Equal(
            (403, "identity.foreign-community", "community"),
            await stranger.GetAsync($"/api/v1/stories?community={community}").AsProblem());
        Assert.Equal(
            (403, "identity.foreign-community", "community"),
            await stranger.GetAsync($"/api/v1/indicators?community={community}&from=2026-11-23&to=2026-11-23")
                .AsProblem());
    }

    [Fact]
    public async Task Another_scope_does_not_open_stories()
    {
        using var client = app.Client("whistles.read");
        Assert.Equal((403, "identity.no-scope", null),
            await client.GetAsync($"/api/v1/stories/{Guid.CreateVersion7()}").AsProblem());
    }

    private HttpClient Reader() => app.Client("stories.read indicators.read");

    private Task<HttpResponseMessage> Indicators(string period) =>
        Reader().GetAsync($"/api/v1/indicators?community={ServiceHost<InsightsDb>.Community}&{period}");

    private async Task<AWhistle> ASolvedWhistle()
    {
        var whistle = AWhistle.Solved(app.Clock.GetUtcNow());
        await Tell(whistle);
        return whistle;
    }

    /// <summary>Tells the events at their times.</summary>
    private async Task Tell(AWhistle whistle, string community = ServiceHost<InsightsDb>.Community)
    {
        var before = await app.Look<InsightsDb, int>(db => db.Events.CountAsync());
        foreach (var told in whistle.Told)
        {
            if (told.At > app.Clock.GetUtcNow())
                app.Clock.SetUtcNow(told.At);
            await app.Tell((dynamic)told.Event, community);
        }

        await Logged(before + whistle.Told.Count);
    }

    private Task Logged(int count) => Patiently.Until(
        $"{count} events are logged",
        () => app.Look<InsightsDb, bool>(async db => await db.Events.CountAsync() == count));

    private static IEnumerable<string> Strings(JsonElement array) =>
        array.EnumerateArray().Select(text => text.GetString()!);

    private sealed record EventLogRow(string Type, long Version, Guid? WhistleId);
}
