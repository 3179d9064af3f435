using System.Net;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>What life does to the story: somebody needs nothing any more, is not content, or does not come.</summary>
public sealed class WhenItGoesOtherwise(Neighbourhood house) : IClassFixture<Neighbourhood>
{
    [Fact]
    public async Task It_is_withdrawn_while_helpers_are_on_their_way()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("accompany", 2, OfItsOwn(DayPart.Evening)));
        var asked = await house.Asked(whistle, 2);
        foreach (var one in asked[..2])
            await house.Act(one, "accept");
        await house.Reaches(whistle, "Linked");
        await house.Act(asked[0], "start");
        await house.Reaches(whistle, "InService");

        var withdrawn = await house.Post($"/api/v1/whistles/{whistle}/withdraw", new { reason = "family-came" });
        Assert.Equal("NoLongerNeeded", withdrawn.GetProperty("closing").GetString());

        await house.Becomes(asked[1], "Withdrawn");
        foreach (var noun in Neighbourhood.Societies)
            await Patiently.Until($"{noun} take the call down", async () => !await IsCalled(noun, whistle));
        await house.Act(asked[0], "finish", new { minutes = 30 });
        var late = await house.TryPost(Neighbourhood.PathOf(asked[1], "start"), new { });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);

        var story = await house.Story(whistle, "whistle.withdrawn", "invitation.withdrawn", "engagement.finished");
        Assert.Equal("Withdrawn", story.GetProperty("state").GetString());
        Assert.Equal("Nothing", story.GetProperty("waitsFor").GetProperty("what").GetString());
    }

    [Fact]
    public async Task It_is_reopened_and_served_again()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("accompany", slot: OfItsOwn(DayPart.Afternoon)));
        var asked = await house.Asked(whistle, 2);
        await house.Act(asked[0], "decline", new { reason = "Other" });
        await Serve(whistle, asked[1]);

        var reopened = await house.Post($"/api/v1/whistles/{whistle}/answer", new { answer = "NotSolved" });
        Assert.Equal("Blown", reopened.GetProperty("state").GetString());
        Assert.Equal(2, reopened.GetProperty("round").GetInt32());

        var again = await house.Asked(whistle, 1);
        Assert.DoesNotContain(again, x => Helper(x) == Helper(asked[0]));
        await Serve(whistle, again[0]);
        await house.Post($"/api/v1/whistles/{whistle}/answer", new { answer = "Solved" });

        var rounds = await house.List($"/api/v1/linkages?whistleId={whistle}");
        Assert.Equal([1, 2], rounds.Select(x => x.GetProperty("round").GetInt32()));
        Assert.Single(rounds.Select(x => x.GetProperty("linkerId").GetGuid()).Distinct());
        var story = await house.Story(whistle, "whistle.reopened", "whistle.closed");
        Assert.Equal("Closed", story.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Somebody_does_not_come_and_is_replaced()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("accompany", 2));
        var asked = await house.Asked(whistle, 2);
        foreach (var one in asked[..2])
            await house.Act(one, "accept");
        await house.Reaches(whistle, "Linked");
        await house.Act(asked[0], "start");
        await house.Reaches(whistle, "InService");

        house.Clock.Advance(TimeSpan.FromMinutes(31));
        await house.Becomes(asked[1], "Missed");
        var replacement = (await house.Asked(whistle, 1))[0];
        Assert.NotEqual(Helper(asked[1]), Helper(replacement));

        await house.Act(asked[0], "finish", new { minutes = 60 });
        await house.Act(replacement, "accept");
        await house.Act(replacement, "start");
        await house.Act(replacement, "finish", new { minutes = 40 });
        await house.Reaches(whistle, "Served");
        await house.Story(whistle, "engagement.missed", "linkage.served");
    }

    [Fact]
    public async Task The_sub_district_blows_again_what_fell_short()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("sign-language"));
        await house.Reaches(whistle, "Escalated");

        await house.Post($"/api/v1/whistles/{whistle}/blow",
            new { lines = new[] { house.ALine("accompany", slot: OfItsOwn(DayPart.Midday)) } });
        await house.Act((await house.Asked(whistle, 1))[0], "accept");
        await house.Reaches(whistle, "Linked");
        Assert.Equal("Subdistrict",
            (await house.Get($"/api/v1/whistles/{whistle}")).GetProperty("circle").GetString());
    }

    [Fact]
    public async Task What_is_handed_up_is_called_nowhere_until_the_sub_district_blows()
    {
        var lines = new[]
        {
            house.ALine("accompany", slot: OfItsOwn(DayPart.Midday)),
            house.ALine("counselling", slot: OfItsOwn(DayPart.Midday)),
            house.ALine("sign-language", slot: OfItsOwn(DayPart.Midday)),
        };
        var whistle = await house.ABlownWhistle("Urgent", lines);
        foreach (var one in (await house.Asked(whistle, 4)).DistinctBy(x => x.Engagement.GetProperty("skill").GetString()))
            await house.Act(one, "accept");
        await house.Reaches(whistle, "Escalated");
        foreach (var noun in Neighbourhood.Societies)
            await Patiently.Until($"{noun} take the call down", async () => !await IsCalled(noun, whistle));

        await house.Post($"/api/v1/whistles/{whistle}/blow", new { lines = lines[..2] });
        foreach (var noun in Neighbourhood.Societies)
            await Patiently.Until($"{noun} hear the call again", () => IsCalled(noun, whistle));
        await house.Post($"/api/v1/whistles/{whistle}/withdraw", new { reason = "family-came" });
    }

    [Fact]
    public async Task Who_declines_the_time_is_asked_for_another()
    {
        var (first, second) = (OfItsOwn(DayPart.Evening), OfItsOwn(DayPart.Evening));
        second = second with { Date = second.Date.AddDays(1) };
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("culture", slot: first, or: second));
        var asked = await house.Asked(whistle, 1);
        Assert.Equal($"{first}", Time(asked[0]));
        await house.Act(asked[0], "decline", new { reason = "Time" });

        (string Noun, JsonElement Engagement) again = default;
        await Patiently.Until("the same person is asked for tomorrow", async () =>
            (again = (await house.Asked(whistle, 1)).FirstOrDefault(x => Helper(x) == Helper(asked[0]))).Noun is not null);
        Assert.Equal($"{second}", Time(again));
        await house.Post($"/api/v1/whistles/{whistle}/withdraw", new { reason = "family-came" });
    }

    [Fact]
    public async Task Nobody_is_asked_while_the_clocks_stand_still()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("visit", slot: OfItsOwn(DayPart.Night)));
        var asked = await house.Asked(whistle, 1);
        var until = house.Clock.GetUtcNow().AddHours(2);
        await house.Post($"/api/v1/whistles/{whistle}/pause", new { reason = "resident-away", until });
        await house.Becomes(asked[0], "Withdrawn");
        await Patiently.Until("the story waits for the end of the pause", async () =>
            await house.TryGet($"/api/v1/stories/{whistle}").TryBody() is { ValueKind: JsonValueKind.Object } story
            && story.GetProperty("waitsFor").GetProperty("what").GetString() == "Resume");

        await house.Post($"/api/v1/whistles/{whistle}/resume", new { });
        await house.Act((await house.Asked(whistle, 1))[0], "accept");
        await house.Reaches(whistle, "Linked");
    }

    [Fact]
    public async Task What_cannot_be_solved_now_is_deferred_and_keeps_nobody_waiting()
    {
        var whistle = await house.ABlownWhistle("Urgent",
            house.ALine("accompany", slot: OfItsOwn(DayPart.Night)), house.ALine("sign-language"));
        var asked = await house.Asked(whistle, 1);
        await house.Act(asked[0], "accept");
        await house.Reaches(whistle, "Escalated");

        await house.Post($"/api/v1/whistles/{whistle}/defer", new
        {
            reason = "no-interpreter",
            publicReason = "本街道暂无手语翻译,正在向区里申请。",
            reviewAt = house.Clock.GetUtcNow().AddDays(30),
        });
        await house.Becomes(asked[0], "Withdrawn");
        var deferred = await house.List($"/api/v1/whistles?community={Demonstration.Community}&state=Deferred");
        Assert.Contains(deferred, x => x.GetProperty("id").GetGuid() == whistle
            && x.GetProperty("deferral").GetProperty("publicReason").GetString()!.Contains("手语"));
    }

    [Fact]
    public async Task Who_goes_on_in_the_next_round_is_credited_with_it()
    {
        var whistle = await house.ABlownWhistle("Emergency", house.ALine("first-aid"));
        var asked = (await house.Asked(whistle, 1))[0];
        await house.Act(asked, "accept");
        await house.Act(asked, "start");
        await house.Reaches(whistle, "InService");
        house.Clock.Advance(TimeSpan.FromMinutes(121)); // the time to resolve an emergency is over
        await house.Reaches(whistle, "Escalated");

        await house.Post($"/api/v1/whistles/{whistle}/blow", new { });
        await house.Reaches(whistle, "InService");
        await house.Act(asked, "finish", new { minutes = 60 });
        await house.Reaches(whistle, "Served");
        await house.Post($"/api/v1/whistles/{whistle}/answer", new { answer = "Solved" });

        var credited = await house.Story(whistle, "whistle.closed", "points.credited");
        Assert.Equal("Closed", credited.GetProperty("state").GetString());
    }

    /// <summary>Each flow has a part of the day to itself: whoever is held in one is free in the others.</summary>
    private Slot OfItsOwn(DayPart part) => house.ThisMorning with { Part = part };

    private async Task Serve(Guid whistle, (string Noun, JsonElement Engagement) helper)
    {
        await house.Act(helper, "accept");
        await house.Act(helper, "start");
        await house.Act(helper, "finish", new { minutes = 60 });
        await house.Reaches(whistle, "Served");
    }

    private async Task<bool> IsCalled(string noun, Guid whistle) =>
        (await house.List($"/api/v1/{noun}/open-calls?limit=200")).Any(x => Whistle(x) == whistle);

    private static string? Time((string Noun, JsonElement Engagement) of) =>
        of.Engagement.GetProperty("slot").GetString();

    private static Guid Whistle(JsonElement of) => of.GetProperty("whistleId").GetGuid();

    private static Guid Helper((string Noun, JsonElement Engagement) of) =>
        of.Engagement.GetProperty("helperId").GetGuid();
}
