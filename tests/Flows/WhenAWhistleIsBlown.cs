using System.Net;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>The product as one story: a need, a whistle, a linker, helpers of four societies, an answer, credit.</summary>
public sealed class WhenAWhistleIsBlown(Neighbourhood house) : IClassFixture<Neighbourhood>
{
    [Fact]
    public async Task It_travels_through_all_five_societies_to_the_points()
    {
        var whistle = await house.ABlownWhistle("Urgent",
            house.ALine("accompany", quantity: 4), house.ALine("counselling"));

        await EverySocietyHearsTheCall(whistle);
        await TheCommunityKnowsItsLinkage(whistle);

        var asked = WhoeverComes(await house.Asked(whistle, 9));
        await TheReasonsKnowTheMicroGrids(whistle);

        foreach (var one in asked)
            await house.Act(one, "accept");
        await house.Reaches(whistle, "Linked");
        await NobodyElseIsKeptWaiting(whistle);

        await TheHelperReadsTheBrief(whistle, asked[0]);
        await house.Act(asked[0], "start");
        await house.Reaches(whistle, "InService");
        foreach (var other in asked[1..])
            await house.Act(other, "start");
        foreach (var one in asked)
            await house.Act(one, "finish", new { minutes = 60 });
        await house.Reaches(whistle, "Served");

        var answered = await house.Post($"/api/v1/whistles/{whistle}/answer", new { answer = "Solved" });
        Assert.Equal("Closed", answered.GetProperty("state").GetString());
        Assert.Equal("Solved", answered.GetProperty("closing").GetString());

        await HoursPointsAndScoreAreCredited(asked);
        await TheCallsAreTakenDown(whistle);
        await TheStoryTellsAllOfIt(whistle);
    }

    [Fact]
    public async Task Somebody_declines_and_is_replaced()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("accompany", slot: OfItsOwn(DayPart.Evening)));
        var asked = await house.Asked(whistle, 2);

        await house.Act(asked[0], "decline", new { reason = "Time" });
        await Patiently.Until("somebody else is asked", async () =>
            (await house.Asked(whistle, 2)).Any(now => asked.All(before => Id(before) != Id(now))));

        var next = (await house.Asked(whistle, 2))[0];
        await house.Act(next, "accept");
        await house.Reaches(whistle, "Linked");
        await NobodyElseIsKeptWaiting(whistle);
    }

    [Fact]
    public async Task An_invitation_expires_and_another_is_sent()
    {
        var whistle = await house.ABlownWhistle("Emergency", house.ALine("first-aid", slot: OfItsOwn(DayPart.Afternoon)));
        var asked = await house.Asked(whistle, 1);

        house.Clock.Advance(TimeSpan.FromMinutes(6));
        foreach (var (noun, engagement) in asked)
            await Patiently.Until("it expires", async () =>
                (await house.List($"/api/v1/{noun}/engagements?state=Expired&limit=200"))
                .Any(x => x.GetProperty("id").GetGuid() == engagement.GetProperty("id").GetGuid()));
        var late = await house.TryPost(Neighbourhood.PathOf(asked[0], "accept"), new { });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);

        var again = await house.Asked(whistle, 1);
        Assert.DoesNotContain(again, now => asked.Any(before => Id(before) == Id(now)));
    }

    [Fact]
    public async Task Nobody_is_left_and_the_sub_district_is_told()
    {
        var whistle = await house.ABlownWhistle("Urgent", house.ALine("sign-language"));
        await house.Reaches(whistle, "Escalated");
        await Patiently.Until("the community knows how far help was sought", async () =>
            (await house.Get($"/api/v1/whistles/{whistle}")).GetProperty("circle").GetString() == "Subdistrict");

        await house.Story(whistle, "circle.widened", "linkage.fell-short", "whistle.escalated");
    }

    [Fact]
    public async Task Somebody_offers_and_is_invited()
    {
        var whistle = await house.ABlownWhistle("General", house.ALine("teach", slot: OfItsOwn(DayPart.Midday)));
        await Patiently.Until("the call is open to volunteers", async () => (await Calls("volunteers", whistle)).Length == 1);
        var line = (await Calls("volunteers", whistle))[0].GetProperty("lineId").GetGuid();
        var teacher = (await house.List("/api/v1/volunteers?limit=200")).First(volunteer =>
            volunteer.GetProperty("skills").EnumerateArray().Any(skill => skill.GetProperty("code").GetString() == "teach"));

        await house.Post($"/api/v1/volunteers/{teacher.GetProperty("id").GetGuid()}/offers",
            new { lineId = line, slot = $"{OfItsOwn(DayPart.Midday)}" });

        var asked = await house.Asked(whistle, 1);
        Assert.Equal(teacher.GetProperty("id").GetGuid(), asked[0].Engagement.GetProperty("helperId").GetGuid());
    }

    [Fact]
    public async Task A_general_need_waits_for_the_round_and_for_the_linker()
    {
        var whistle = await house.ABlownWhistle("General", house.ALine("repair", slot: OfItsOwn(DayPart.Night)));
        var linkage = await Linkage(whistle);
        await ARoundProposesSomebody(linkage);
        Assert.DoesNotContain(await house.List("/api/v1/volunteers/engagements?state=Asked&limit=200"),
            x => x.GetProperty("whistleId").GetGuid() == whistle);

        await house.Post($"/api/v1/linkages/{linkage}/confirm", new { all = true });
        await house.Asked(whistle, 1);
    }

    [Fact]
    public async Task Whoever_was_proposed_and_is_held_by_then_is_not_asked_twice()
    {
        var slot = OfItsOwn(DayPart.Night);
        var general = await house.ABlownWhistle("General", house.ALine("culture", slot: slot));
        var linkage = await Linkage(general);
        await ARoundProposesSomebody(linkage);
        var urgent = await house.ABlownWhistle("Urgent", house.ALine("culture", slot: slot));
        await house.Asked(urgent, 1);

        await house.Post($"/api/v1/linkages/{linkage}/confirm", new { all = true });
        await Patiently.Until("the owner refuses", async () =>
            (await house.List($"/api/v1/invitations?linkageId={linkage}"))
            .Any(x => x.GetProperty("state").GetString() == "Refused"));
    }

    private async Task ARoundProposesSomebody(Guid linkage)
    {
        await house.Post("/api/v1/linkages/rounds", new { community = Demonstration.Community });
        await Patiently.Until("the round proposes somebody", async () =>
            (await house.List($"/api/v1/linkages/{linkage}/proposals")).Length == 1);
    }

    /// <summary>Each flow has a part of the day to itself: whoever is held in one is free in the others.</summary>
    private Slot OfItsOwn(DayPart part) => house.ThisMorning with { Part = part };

    /// <summary>Somebody of each society, so that somebody of each is left over to be thanked.</summary>
    private static (string Noun, JsonElement Engagement)[] WhoeverComes((string Noun, JsonElement Engagement)[] asked)
    {
        var bySkill = asked.ToLookup(x => (x.Noun, x.Engagement.GetProperty("skill").GetString()));
        return
        [
            .. bySkill[("members", "accompany")].Take(2),
            bySkill[("units", "accompany")].First(),
            bySkill[("volunteers", "accompany")].First(),
            bySkill[("social-workers", "counselling")].First(),
        ];
    }

    private Task NobodyElseIsKeptWaiting(Guid whistle) => Patiently.Until("the surplus is released", async () =>
        (await Task.WhenAll(Neighbourhood.Societies.Select(noun =>
            house.List($"/api/v1/{noun}/engagements?state=Asked&limit=200"))))
        .SelectMany(x => x).All(x => x.GetProperty("whistleId").GetGuid() != whistle));

    private async Task EverySocietyHearsTheCall(Guid whistle)
    {
        foreach (var noun in Neighbourhood.Societies)
            await Patiently.Until($"{noun} hear the call", async () => (await Calls(noun, whistle)).Length > 0);
    }

    private async Task TheCallsAreTakenDown(Guid whistle)
    {
        foreach (var noun in Neighbourhood.Societies)
            await Patiently.Until($"{noun} take the call down", async () => (await Calls(noun, whistle)).Length == 0);
    }

    private async Task TheCommunityKnowsItsLinkage(Guid whistle)
    {
        var linkage = await Linkage(whistle);
        await Patiently.Until("the whistle names its linkage", async () =>
            (await house.Get($"/api/v1/whistles/{whistle}")).TryGetProperty("linkageId", out var id)
            && id.GetGuid() == linkage);
    }

    /// <summary>Helpers of the same micro-grid come first, and others pay for it.</summary>
    private async Task TheReasonsKnowTheMicroGrids(Guid whistle)
    {
        var sent = await house.List($"/api/v1/invitations?linkageId={await Linkage(whistle)}&limit=200");
        Assert.Equal([0, 30], sent.Select(x => x.GetProperty("reasons").GetProperty("otherMicroGrid").GetInt32())
            .Distinct().Order());
    }

    private async Task TheHelperReadsTheBrief(Guid whistle, (string Noun, JsonElement Engagement) helper)
    {
        var brief = await house.Get(Neighbourhood.PathOf(helper, "brief"));
        Assert.Contains("hospital", brief.GetProperty("description").GetString());
        Assert.False(string.IsNullOrEmpty(brief.GetProperty("address").GetString()));
        Assert.NotEmpty(await house.List($"/api/v1/whistles/{whistle}/receipts"));
        Assert.NotEmpty(await house.List($"/api/v1/residents/{Demonstration.Resident}/receipts"));
    }

    private async Task HoursPointsAndScoreAreCredited((string Noun, JsonElement Engagement)[] asked)
    {
        var volunteer = asked.First(x => x.Noun == "volunteers").Engagement.GetProperty("helperId").GetGuid();
        await Patiently.Until("the volunteer's hour is recorded", async () =>
            (await house.Get($"/api/v1/volunteers/{volunteer}/hours")).GetProperty("totalMinutes").GetInt64() == 60);

        await Patiently.Until("points are credited", async () =>
            (await house.List($"/api/v1/points/accounts?community={Demonstration.Community}&limit=200"))
            .Where(x => x.GetProperty("balance").GetInt64() > 0).Sum(x => x.GetProperty("balance").GetInt64()) >= 20);
        var sum = await house.Get($"/api/v1/points/balance?community={Demonstration.Community}");
        Assert.Equal(0, sum.GetProperty("sum").GetInt64());

        var member = asked.First(x => x.Noun == "members").Engagement.GetProperty("helperId").GetGuid();
        await Patiently.Until("the branch sees the score", async () =>
            (await house.Get($"/api/v1/members/{member}/score")).GetProperty("total").GetInt64() > 0);
    }

    private async Task TheStoryTellsAllOfIt(Guid whistle)
    {
        string[] wanted =
        [
            "whistle.raised", "whistle.blown", "linkage.opened", "invitation.sent", "invitation.accepted",
            "linkage.formed", "engagement.started", "linkage.started", "engagement.finished", "linkage.served",
            "answer.requested", "whistle.answered", "whistle.closed", "hours.recorded", "points.credited",
        ];
        List<string?> told = [];
        await Patiently.Until("the story is whole", async () =>
        {
            var story = await house.TryGet($"/api/v1/stories/{whistle}").TryBody();
            told = [.. story.Steps().Select(x => x.GetProperty("what").GetString())];
            return wanted.All(told.Contains);
        });
        Assert.True(told.IndexOf("whistle.blown") < told.IndexOf("linkage.formed"));
        Assert.True(told.IndexOf("linkage.served") < told.IndexOf("whistle.closed"));
    }

    private async Task<JsonElement[]> Calls(string noun, Guid whistle) =>
        [.. (await house.List($"/api/v1/{noun}/open-calls?limit=200"))
            .Where(x => x.GetProperty("whistleId").GetGuid() == whistle)];

    private async Task<Guid> Linkage(Guid whistle)
    {
        JsonElement[] found = [];
        await Patiently.Until("a linkage is opened", async () =>
            (found = await house.List($"/api/v1/linkages?whistleId={whistle}")).Length == 1);
        return found[0].GetProperty("id").GetGuid();
    }

    private static Guid Id((string Noun, JsonElement Engagement) asked) => asked.Engagement.GetProperty("id").GetGuid();
}
