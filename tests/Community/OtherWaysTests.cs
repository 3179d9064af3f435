using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Community;

/// <summary>What happens when a whistle does not go straight to its end.</summary>
public sealed class OtherWaysTests : IAsyncLifetime
{
    private readonly CommunityHost host = new();

    [Fact]
    public async Task Open_whistles_of_the_same_place_and_class_are_suggested_as_duplicates()
    {
        var first = await host.ARaisedWhistle();
        var served = await host.AWhistleIn(WhistleState.Served);
        var closed = await host.AWhistleIn(WhistleState.Closed);
        var id = await host.ARaisedWhistle();

        var page = await host.Staff.GetAsync($"/api/v1/whistles/{id}/duplicates").Body();
        var suggested = page.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("id").GetGuid()).ToList();
        Assert.Equal([first, served], suggested.Order());
        Assert.DoesNotContain(closed, suggested);

        var marked = await Act(host.Staff, id, "mark-duplicate", new { of = first }).Body();
        Assert.Equal(first, marked.GetProperty("duplicateOf").GetGuid());
        Assert.Equal(first, (await host.Told.First<WhistleMarkedDuplicate>()).Of);
        foreach (var wrong in (Guid[])[id, Guid.CreateVersion7()])
            Assert.Equal(
                (422, "whistle.no-original", "of"),
                await Act(host.Staff, first, "mark-duplicate", new { of = wrong }).AsProblem());
    }

    [Fact]
    public async Task Only_who_raised_it_withdraws_it()
    {
        var id = await host.AWhistleIn(WhistleState.Linked);
        Assert.Equal((403, "whistle.not-yours", null), await Act(host.Staff, id, "withdraw", new { }).AsProblem());

        var view = await Act(host.Partner, id, "withdraw", new { reason = "family-came" }).Body();
        Assert.Equal("Withdrawn", view.GetProperty("state").GetString());
        Assert.Equal("NoLongerNeeded", view.GetProperty("closing").GetString());
        Assert.Equal(new(id, 1, "family-came"), await host.Told.First<WhistleWithdrawn>());
        Assert.Equal(new(id, 1, ClosingCode.NoLongerNeeded), await host.Told.First<WhistleClosed>());
    }

    [Fact]
    public async Task What_is_with_the_sub_district_is_decided_there()
    {
        var id = await host.AWhistleIn(WhistleState.Escalated);
        var body = new { body = "water-company" };
        Assert.Equal((403, "identity.no-role", null), await Act(host.Staff, id, "blow", new { }).AsProblem());
        Assert.Equal((403, "identity.no-role", null), await Act(host.Staff, id, "not-ours", body).AsProblem());
        Assert.Equal((403, "identity.no-role", null), await Act(host.Staff, id, "defer", host.ADeferral()).AsProblem());

        var lines = (await host.Row(id)).Lines;
        await Act(host.SubDistrict, id, "blow", new { }).Body();
        var blown = await host.Told.First<WhistleBlown>(told => told.Round == 2);
        Assert.Equal(Circle.Subdistrict, blown.From);
        Assert.Equal(lines.Select(line => line.LineId), blown.Lines.Select(line => line.LineId));
        Assert.Equal(Circle.Subdistrict, (await host.Row(id)).Circle);
        await host.TellAndWait(new LinkageOpened(Guid.CreateVersion7(), id, 2));
        Assert.Equal(Circle.Subdistrict, (await host.Row(id)).Circle);
    }

    [Fact]
    public async Task What_is_deferred_says_why_in_public_and_is_reviewed()
    {
        var id = await host.AWhistleIn(WhistleState.Deferred);
        var deferral = (await host.View(id)).GetProperty("deferral");
        Assert.Equal("no-budget", deferral.GetProperty("reason").GetString());
        Assert.Contains("资金", deferral.GetProperty("publicReason").GetString());
        var told = await host.Told.First<WhistleDeferred>();
        Assert.Equal((1, "no-budget", host.Clock.GetUtcNow().AddDays(90)), (told.Round, told.Reason, told.Until));

        Assert.Equal((false, "no-budget"), await Listed(id));
        host.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal((true, "no-budget"), await Listed(id));
        Assert.Equal(
            (403, "identity.foreign-community", "community"),
            await host.Partner.GetAsync("/api/v1/whistles/deferred?community=510104001099").AsProblem());

        await Act(host.SubDistrict, id, "give-up", new { reason = "no-legal-basis" }).Body();
        Assert.Empty((await host.Partner.GetAsync("/api/v1/whistles/deferred").Body())
            .GetProperty("items").EnumerateArray());
        Assert.Equal(ClosingCode.CouldNotBeSolved, (await host.Told.First<WhistleClosed>()).Code);
        Assert.Equal((409, "whistle.illegal-move", null), await NotSolved(id).AsProblem());
    }

    [Fact]
    public async Task Not_solved_begins_another_round_and_the_third_time_goes_to_the_sub_district()
    {
        var id = await host.AWhistleIn(WhistleState.Closed);
        host.Clock.Advance(TimeSpan.FromDays(15));
        await NotSolved(id).Body();
        var blown = await host.Told.First<WhistleBlown>(told => told.WhistleId == id && told.Round == 2);
        Assert.Equal(Circle.FiveMinutes, blown.From);
        Assert.Equal(new(new(2026, 12, 9), DayPart.Morning), Assert.Single(blown.Lines[0].Slots));
        Assert.Equal(new(id, 1, 1, false), await host.Told.First<WhistleReopened>());
        Assert.Null((await host.Row(id)).Closing);

        await Served(id, 2);
        await NotSolved(id).Body();
        await Served(id, 3);
        await NotSolved(id).Body();
        Assert.Equal(new(id, 3, "not-solved-again"), await host.Told.First<WhistleEscalated>());
        var row = await host.Row(id);
        Assert.Equal((WhistleState.Escalated, 3, 3, null), (row.State, row.Round, row.Reopenings, row.DueAt));
    }

    [Fact]
    public async Task After_fifteen_days_it_is_too_late_to_reopen()
    {
        var id = await host.AWhistleIn(WhistleState.Closed);
        host.Clock.Advance(TimeSpan.FromDays(15) + TimeSpan.FromSeconds(1));
        Assert.Equal((409, "whistle.reopen-too-late", null), await NotSolved(id).AsProblem());
        Assert.Equal(WhistleState.Closed, (await host.Row(id)).State);
    }

    [Fact]
    public async Task Staff_record_whose_word_the_answer_is_and_why()
    {
        var id = await host.AWhistleIn(WhistleState.Served);
        var word = new { answer = "Solved", proxy = new { wordOf = "family", why = "no-phone" } };
        Assert.Equal((403, "identity.no-role", "proxy"), await Act(host.Partner, id, "answer", word).AsProblem());
        var nameless = new { answer = "Solved", proxy = new { wordOf = "Mrs Wang", why = "no-phone" } };
        Assert.Equal((422, "whistle.code", "proxy.wordOf"), await Act(host.Staff, id, "answer", nameless).AsProblem());

        await Act(host.Staff, id, "answer", word).Body();
        var step = (await host.Row(id)).Steps[^1];
        Assert.Equal(("staff-desk", "Solved", new Proxy("family", "no-phone")), (step.By, step.Why, step.Proxy));
        Assert.Equal(new(id, 1, Answer.Solved, ByProxy: true), await host.Told.First<WhistleAnswered>());
    }

    [Fact]
    public async Task Whoever_served_it_does_not_answer()
    {
        var id = await host.ABlownWhistle();
        await host.Tell(new LinkageServed(Guid.CreateVersion7(), id, 1, 60, ["partner", "their-app"]));
        await host.Becomes(id, WhistleState.Served);
        var answer = new { answer = "Solved" };
        Assert.Equal((403, "whistle.served-it", null), await Act(host.Partner, id, "answer", answer).AsProblem());
        Assert.Equal(WhistleState.Served, (await host.Row(id)).State);
        var word = new { answer = "Partly", proxy = new { wordOf = "resident", why = "asked-by-phone" } };
        await Act(host.Staff, id, "answer", word).Body();
    }

    [Fact]
    public async Task A_pause_stops_the_clocks_and_they_run_again_by_themselves()
    {
        var id = await host.ABlownWhistle();
        var (started, before) = (host.Clock.GetUtcNow(), await host.Row(id));
        host.Clock.Advance(TimeSpan.FromHours(1));
        var until = started.AddDays(3);
        await Act(host.Staff, id, "pause", new { reason = "resident-in-hospital", until }).Body();
        Assert.Equal(new(id, 1, "resident-in-hospital", until), await host.Told.First<WhistlePaused>());
        Assert.Equal("resident-in-hospital", Pause(await host.View(id)).GetProperty("reason").GetString());

        host.Clock.Advance(TimeSpan.FromHours(47));
        await host.TellAndWait(new LinkageOpened(Guid.CreateVersion7(), id, 1));
        Assert.Equal(WhistleState.Blown, (await host.Row(id)).State);

        host.Clock.Advance(TimeSpan.FromHours(24));
        var resumed = await host.Told.First<WhistleResumed>();
        var row = await host.Row(id);
        Assert.True(row.Pause is null);
        Assert.Equal(before.ResolveBy - started - TimeSpan.FromHours(1), row.ResolveBy - row.Steps[^1].At);
        Assert.Equal((row.RespondBy, row.ResolveBy, row.ResolveBy), (resumed.RespondBy, resumed.ResolveBy, row.DueAt));

        host.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("resolve-by-passed", (await host.Told.First<WhistleEscalated>()).Reason);
    }

    [Fact]
    public async Task A_pause_is_no_longer_than_five_work_days()
    {
        var id = await host.ABlownWhistle();
        var monday = host.Clock.GetUtcNow();
        foreach (var wrong in (DateTimeOffset[])[monday, monday.AddDays(7).AddSeconds(1)])
            Assert.Equal(
                (422, "whistle.pause-too-long", "until"),
                await Act(host.Staff, id, "pause", new { reason = "snow", until = wrong }).AsProblem());
        await Act(host.Staff, id, "pause", new { reason = "snow", until = monday.AddDays(7) }).Body();
    }

    [Fact]
    public void A_clock_never_runs_backward_and_keeps_what_was_left()
    {
        var (clocks, random) = (new WhistleClocks(new(), Calendar), new Random(7));
        var start = new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);
        for (var tries = 0; tries < 500; tries++)
        {
            var urgency = (Urgency)random.Next(4);
            var before = clocks.DeadlinesOf(urgency, start);
            var paused = start.AddMinutes(random.Next(20_000));
            var now = paused.AddMinutes(random.Next(10_000));
            var after = clocks.Resumed(urgency, before, paused, now);
            Assert.True(after.ResolveBy >= before.ResolveBy && after.RespondBy >= before.RespondBy);
            if (before.ResolveBy <= paused)
                Assert.Equal(before.ResolveBy, after.ResolveBy);
            else if (urgency > Urgency.Urgent)
                Assert.Equal(
                    Calendar.Between(paused, before.ResolveBy), Calendar.Between(now, after.ResolveBy));
            else
                Assert.Equal(before.ResolveBy - paused, after.ResolveBy - now);
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    private static readonly WorkCalendar Calendar = new([], [], []);

    /// <summary>What the public list says of a whistle, and nothing that only its community may know.</summary>
    private async Task<(bool IsOverdue, string? Reason)> Listed(Guid id)
    {
        var list = await host.Partner.GetAsync($"/api/v1/whistles/deferred?community={CommunityHost.Community}").Body();
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(id, item.GetProperty("id").GetGuid());
        Assert.Contains("资金", item.GetProperty("publicReason").GetString());
        Assert.False(item.TryGetProperty("place", out _) || item.TryGetProperty("steps", out _));
        return (item.GetProperty("isOverdue").GetBoolean(), item.GetProperty("reason").GetString());
    }

    private static JsonElement Pause(JsonElement view) => view.GetProperty("pause");

    private static Task<HttpResponseMessage> Act(HttpClient by, Guid id, string verb, object body) =>
        by.PostAsJsonAsync($"/api/v1/whistles/{id}/{verb}", body);

    private Task<HttpResponseMessage> NotSolved(Guid id) =>
        Act(host.Partner, id, "answer", new { answer = "NotSolved" });

    private async Task Served(Guid id, int round)
    {
        await host.Tell(new LinkageServed(Guid.CreateVersion7(), id, round, 30));
        await host.Becomes(id, WhistleState.Served);
    }
}
