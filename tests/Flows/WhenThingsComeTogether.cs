using System.Text.Json;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>Things beside people: a room, goods and money come together with people for one need.</summary>
public sealed class WhenThingsComeTogether(Neighbourhood house) : IClassFixture<Neighbourhood>
{
    private const string Unit = "0197a000-0000-7000-8000-000000000501";

    [Fact]
    public async Task A_venue_goods_and_a_fund_are_delivered_beside_people_who_serve()
    {
        var hall = await AThing("Venue", "club-room", 40);
        var quilts = await AThing("Goods", "blanket", 20);
        var fund = await AThing("Fund", "hardship-aid", 300_000);
        var whistle = await house.ABlownWhistle(
            "Urgent", house.ALine("accompany"), ALine("Venue", "club-room", 30), ALine("Goods", "blanket", 12),
            ALine("Fund", "hardship-aid", 50_000));
        foreach (var asked in (await house.Asked(whistle, 5)).DistinctBy(x => x.Engagement.GetProperty("skill").GetString()))
            await house.Act(asked, "accept");
        await house.Reaches(whistle, "Linked");

        foreach (var accepted in await house.Engagements(whistle, "units", "Accepted", 3))
            if (accepted.GetProperty("kind").GetString() != "People")
                await house.Act(("units", accepted), "deliver", Delivery(accepted));
        await house.Reaches(whistle, "InService");
        foreach (var noun in Neighbourhood.Societies)
            foreach (var accepted in await house.Engagements(whistle, noun, "Accepted", 0))
            {
                await house.Act((noun, accepted), "start");
                await house.Act((noun, accepted), "finish", new { minutes = 60 });
            }

        await house.Reaches(whistle, "Served");
        await house.Post($"/api/v1/whistles/{whistle}/answer", new { answer = "Solved" });
        await house.Reaches(whistle, "Closed");
        Assert.Equal((40L, 0L), await Left(hall));
        Assert.Equal((12L, 0L), await Left(quilts)); // 8 of 12 were needed
        Assert.Equal((250_000L, 0L), await Left(fund));

        var story = await house.Story(whistle, "engagement.delivered", "engagement.finished", "whistle.closed");
        Assert.Equal(60, story.GetProperty("minutes").GetInt32());
        Assert.Equal(3, story.GetProperty("steps").EnumerateArray()
            .Where(x => x.GetProperty("what").GetString() == "engagement.delivered")
            .Sum(x => x.TryGetProperty("count", out var count) ? count.GetInt32() : 1));
    }

    [Fact]
    public async Task Two_whistles_for_one_room_one_gets_it_and_another_room_is_found_for_the_other()
    {
        // As many as both may ask at once: who is refused one has another left to ask for.
        for (var room = 0; room < 4; room++)
            await AThing("Venue", "reading-room", 40, 104.0656 + room * 0.0002);
        var whistles = await Task.WhenAll(
            house.ABlownWhistle("Urgent", ALine("Venue", "reading-room", 20)),
            house.ABlownWhistle("Urgent", ALine("Venue", "reading-room", 20)));

        List<JsonElement> held = [];
        foreach (var whistle in whistles)
        {
            await Patiently.Until("a room is promised", async () =>
            {
                if (await house.StateOf(whistle) == "Linked")
                    return true;
                if ((await house.Engagements(whistle, "units", "Accepted", 0)).Length == 0
                    && await house.Engagements(whistle, "units", "Asked", 0) is [var asked, ..])
                    await house.Act(("units", asked), "accept");
                return false;
            });
            held.Add(Assert.Single(await house.Engagements(whistle, "units", "Accepted")));
        }

        Assert.Equal(2, held.Select(x => x.GetProperty("helperId").GetGuid()).Distinct().Count());
    }

    [Fact]
    public async Task The_last_box_goes_to_one_and_the_other_is_told_that_the_size_lacks()
    {
        var box = await AThing("Goods", "medicine-box", 1);
        var whistles = await Task.WhenAll(
            house.ABlownWhistle("Urgent", ALine("Goods", "medicine-box", 1)),
            house.ABlownWhistle("Urgent", ALine("Goods", "medicine-box", 1)));

        JsonElement[] asked = [];
        await Patiently.Until("one is asked", async () =>
        {
            asked = [.. await house.Engagements(whistles[0], "units", "Asked", 0), .. await house.Engagements(whistles[1], "units", "Asked", 0)];
            return asked.Length > 0;
        });
        var winner = Assert.Single(asked);
        await house.Act(("units", winner), "accept");
        await house.Act(("units", winner), "deliver");
        Assert.Equal((0L, 0L), await Left(box));

        var loser = whistles.Single(x => x != winner.GetProperty("whistleId").GetGuid());
        await house.Reaches(loser, "Escalated");
        await house.Reaches(winner.GetProperty("whistleId").GetGuid(), "Served");
        var fell = await house.Story(loser, "linkage.fell-short");
        Assert.Contains(fell.GetProperty("steps").EnumerateArray(), x =>
            x.GetProperty("what").GetString() == "linkage.fell-short" && x.GetProperty("detail").GetString()!
                .Split(' ').Intersect(["size", "excluded"]).Any());
    }

    private static object Delivery(JsonElement accepted) => accepted.GetProperty("kind").GetString() == "Goods"
        ? new { quantity = 8 }
        : new { };

    private object ALine(string kind, string code, long size) => new
    {
        kind,
        skill = code,
        leastLevel = 1,
        quantity = 1,
        size,
        slots = (string[])[$"{house.ThisMorning}"],
    };

    private async Task<string> AThing(string kind, string code, long size, double east = 104.0656)
    {
        var made = await house.Post($"/api/v1/units/{Unit}/things", new
        {
            thing = new { kind, code, name = $"An invented {code}", size, place = new { longitude = east, latitude = 30.6575 } },
        });
        var id = made.GetProperty("id").GetString()!;
        await Patiently.Until("Matching knows it", async () =>
            (await house.List($"/api/v1/resources?skill={code}")).Any(x => x.GetProperty("id").GetString() == id));
        return id;
    }

    private async Task<(long Size, long Reserved)> Left(string thing)
    {
        var read = await house.Get($"/api/v1/units/{Unit}/things/{thing}");
        return (read.GetProperty("thing").GetProperty("size").GetInt64(), read.GetProperty("reserved").GetInt64());
    }
}
