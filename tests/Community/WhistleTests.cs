using System.Net.Http.Json;
using FiveSocieties.Community;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Community;

public sealed class WhistleTests(CommunityHost host) : IClassFixture<CommunityHost>
{
    private static readonly Guid Linkage = Guid.CreateVersion7();

    [Theory]
    [InlineData(NeedKind.Venue, 40)]
    [InlineData(NeedKind.Goods, 12)]
    [InlineData(NeedKind.Fund, 50_000)]
    [InlineData(NeedKind.Service, 6)]
    public async Task A_thing_is_asked_for_with_its_least_size(NeedKind kind, long size)
    {
        await host.ATerritory();
        var id = await host.ARaisedWhistle();
        await host.Staff.PostAsJsonAsync(
            $"/api/v1/whistles/{id}/blow", new { lines = new[] { CommunityHost.AThing($"{kind}", size) } }).Body();
        var line = Assert.Single((await host.Told.First<WhistleBlown>(told => told.WhistleId == id)).Lines);
        Assert.Equal((kind, size, 1, 1), (line.Kind, line.Size, line.Quantity, line.Minimum));
    }

    [Fact]
    public async Task A_whistle_is_raised_blown_linked_served_answered_and_closed()
    {
        var territory = await host.ATerritory();
        var id = await host.ARaisedWhistle();
        var raised = await host.Told.First<WhistleRaised>(told => told.WhistleId == id);
        Assert.Equal((territory.Micro, "resident"), (raised.MicroGridId, raised.Channel));

        await host.Staff.PostAsJsonAsync($"/api/v1/whistles/{id}/blow", new { lines = new[] { CommunityHost.Line() } })
            .Body();
        var blown = await host.Told.First<WhistleBlown>(told => told.WhistleId == id);
        Assert.Equal((1, host.Clock.GetUtcNow().AddHours(4)), (blown.Round, blown.RespondBy));
        var line = Assert.Single(blown.Lines);
        Assert.Equal((2, 1, true), (line.WantedLevel, line.Minimum, line.Required));

        await host.Tell(new LinkageOpened(Linkage, id, 1));
        await Patiently.Until("circle is shown", async () => (await host.Row(id)).Circle == Circle.FiveMinutes);
        await host.Tell(new CircleWidened(Linkage, id, 1, Circle.FifteenMinutes));
        await Patiently.Until("circle is wider", async () => (await host.Row(id)).Circle == Circle.FifteenMinutes);
        await host.Tell(new LinkageFormed(Linkage, id, 1, [Society.Volunteers]));
        await host.Becomes(id, WhistleState.Linked);
        await host.Tell(new LinkageStarted(Linkage, id, 1));
        await host.Becomes(id, WhistleState.InService);
        await host.Tell(new LinkageServed(Linkage, id, 1, 90));
        await host.Told.First<AnswerRequested>(told => told.WhistleId == id);

        var answer = new { answer = "Solved" };
        var view = await host.Partner.PostAsJsonAsync($"/api/v1/whistles/{id}/answer", answer).Body();
        Assert.Equal("Closed", view.GetProperty("state").GetString());
        Assert.Equal("Solved", view.GetProperty("closing").GetString());
        Assert.Equal(Linkage, view.GetProperty("linkageId").GetGuid());
        Assert.Equal(6, view.GetProperty("steps").GetArrayLength());
        Assert.Equal(Answer.Solved, (await host.Told.First<WhistleAnswered>(told => told.WhistleId == id)).Answer);
        Assert.Equal(ClosingCode.Solved, (await host.Told.First<WhistleClosed>(told => told.WhistleId == id)).Code);
    }

    [Fact]
    public async Task Staff_raise_and_blow_in_one_call()
    {
        await host.ATerritory();
        var view = await host.Staff.PostAsJsonAsync("/api/v1/whistles", new
        {
            community = CommunityHost.Community,
            place = CommunityHost.Home,
            @class = "elder-care",
            urgency = "Emergency",
            channel = "Patrol",
            description = "楼道里有老人摔倒",
            blow = true,
            lines = new[] { CommunityHost.Line("2026-11-23/morning") },
        }).Body();
        var id = view.GetProperty("id").GetGuid();
        Assert.Equal("Blown", view.GetProperty("state").GetString());
        await host.Told.First<WhistleRaised>(told => told.WhistleId == id);
        await host.Told.First<WhistleBlown>(told => told.WhistleId == id);
    }

    [Fact]
    public async Task Events_in_the_wrong_order_or_twice_end_in_the_right_state()
    {
        var id = await host.ABlownWhistle();
        await host.TellAndWait(new LinkageServed(Linkage, id, 1, 60));
        await host.TellAndWait(new LinkageStarted(Linkage, id, 1));
        await host.TellAndWait(new LinkageServed(Linkage, id, 1, 60));
        await host.TellAndWait(new LinkageFellShort(Linkage, id, 1, []));
        await host.TellAndWait(new LinkageFormed(Linkage, id, 1, []));

        Assert.Equal(WhistleState.Served, (await host.Row(id)).State);
        Assert.Equal(1, await host.Look<CommunityDb, int>(async db => (await db.Outbox.AsNoTracking().ToListAsync())
            .Count(x => x.Body.Contains($"{id}") && x.Type.Contains(nameof(AnswerRequested))))
            + host.Told.All<AnswerRequested>().Count(told => told.WhistleId == id));
    }

    [Fact]
    public async Task A_linkage_that_falls_short_goes_to_the_sub_district()
    {
        var id = await host.ABlownWhistle();
        await host.Tell(new LinkageFellShort(Linkage, id, 1, [new(Guid.CreateVersion7(), "accompany", 1, "skill")]));
        var told = await host.Told.First<WhistleEscalated>(told => told.WhistleId == id);
        Assert.Equal("fell-short", told.Reason);
        Assert.Equal(WhistleState.Escalated, (await host.Row(id)).State);
    }

    [Fact]
    public async Task The_same_key_raises_one_whistle()
    {
        await host.ATerritory();
        var need = CommunityHost.Need();
        using var client = host.Partner;
        client.DefaultRequestHeaders.Add("Idempotency-Key", "\"need-7\"");
        var first = await client.PostAsJsonAsync("/api/v1/whistles", need).Body();
        var second = await client.PostAsJsonAsync("/api/v1/whistles", need).Body();
        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Fact]
    public async Task Lists_filter_by_community_and_state()
    {
        var id = await host.ARaisedWhistle();
        var raised = await host.Partner.GetAsync(
            $"/api/v1/whistles?community={CommunityHost.Community}&state=Raised&limit=200").Body();
        Assert.Contains(raised.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetGuid() == id);
        var closed = await host.Partner.GetAsync("/api/v1/whistles?state=Escalated&limit=200").Body();
        Assert.DoesNotContain(
            closed.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetGuid() == id);
    }

    [Fact]
    public async Task The_words_are_in_no_view_no_event_and_not_readable_in_the_database()
    {
        var id = await host.ARaisedWhistle();
        Assert.DoesNotContain("复查", (await host.View(id)).GetRawText());
        Assert.DoesNotContain("104.0531", (await host.View(id)).GetRawText());
        var stored = await host.Look<CommunityDb, string>(db => db.Database
            .SqlQuery<string>($"SELECT \"Description\" AS \"Value\" FROM \"Whistles\" WHERE \"Id\" = {id}")
            .SingleAsync());
        Assert.StartsWith("v1.", stored);
    }

    [Fact]
    public async Task A_second_blow_with_an_old_tag_changes_nothing()
    {
        var id = await host.ARaisedWhistle();
        using var staff = host.Staff;
        staff.DefaultRequestHeaders.IfMatch.Add(new("\"7\""));
        var blow = new { lines = new[] { CommunityHost.Line() } };
        var refused = await staff.PostAsJsonAsync($"/api/v1/whistles/{id}/blow", blow).AsProblem();
        Assert.Equal((412, "request.outdated", null), refused);
        Assert.Equal(WhistleState.Raised, (await host.Row(id)).State);
    }
}
