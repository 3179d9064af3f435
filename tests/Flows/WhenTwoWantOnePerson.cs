using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>
/// Two whistles for one person at the same time: the person's own row decides, one gets the person, and for the other
/// somebody else is found. For rooms and boxes see <see cref="WhenThingsComeTogether"/>.
/// </summary>
public sealed class WhenTwoWantOnePerson(Neighbourhood house) : IClassFixture<Neighbourhood>
{
    private static int registered;

    [Fact]
    public async Task Who_offers_for_both_at_once_serves_one_and_the_next_person_serves_the_other()
    {
        var (wanted, next) = (await AVolunteer("braille"), await AVolunteer("braille"));
        var when = house.ThisMorning with { Part = DayPart.Afternoon };
        Guid[] whistles =
        [
            await house.ABlownWhistle("General", house.ALine("braille", slot: when)),
            await house.ABlownWhistle("General", house.ALine("braille", slot: when)),
        ];
        var lines = await Task.WhenAll(whistles.Select(LineOf));
        await Task.WhenAll(lines.Select(line =>
            house.Post($"/api/v1/volunteers/{wanted}/offers", new { lineId = line, slot = $"{when}" })));

        JsonElement[] decided = [];
        await Patiently.Until("one is asked and the other refused", async () =>
        {
            decided = [.. (await Engagements(whistles)).Where(x => x.GetProperty("helperId").GetGuid() == wanted)];
            return decided.Length == 2;
        });
        var won = Assert.Single(decided, x => x.GetProperty("state").GetString() == "Asked");
        Assert.Single(decided, x => x.GetProperty("state").GetString() == "Refused");
        await house.Act(("volunteers", won), "accept");
        await house.Reaches(WhistleOf(won), "Linked");

        var loser = whistles.Single(x => x != WhistleOf(won));
        var linkage = (await house.List($"/api/v1/linkages?whistleId={loser}"))[0].GetProperty("id").GetGuid();
        await Patiently.Until("a round proposes the next person", async () =>
        {
            await house.Post("/api/v1/linkages/rounds", new { community = Demonstration.Community });
            return (await house.List($"/api/v1/linkages/{linkage}/proposals"))
                .Select(x => x.GetProperty("resourceId").GetGuid()).SequenceEqual([next]);
        });
        await house.Post($"/api/v1/linkages/{linkage}/confirm", new { all = true });
        var asked = Assert.Single(await house.Asked(loser, 1));
        Assert.Equal(next, asked.Engagement.GetProperty("helperId").GetGuid());
        await house.Act(asked, "accept");
        await house.Reaches(loser, "Linked");
    }

    [Fact]
    public async Task Blown_at_the_same_moment_each_gets_a_person_of_its_own()
    {
        // As many as both may ask at once: who is refused one has another left to ask for.
        for (var person = 0; person < 4; person++)
            await AVolunteer("lip-reading");
        var whistles = await Task.WhenAll(
            house.ABlownWhistle("Urgent", house.ALine("lip-reading")),
            house.ABlownWhistle("Urgent", house.ALine("lip-reading")));

        foreach (var whistle in whistles)
        {
            await Patiently.Until("somebody comes", async () =>
            {
                if (await house.StateOf(whistle) == "Linked")
                    return true;
                var own = (await Engagements(whistle)).ToLookup(x => x.GetProperty("state").GetString());
                if (!own["Accepted"].Any() && own["Asked"].FirstOrDefault() is { ValueKind: JsonValueKind.Object } asked)
                    await house.Act(("volunteers", asked), "accept");
                return false;
            });
        }

        var held = (await Engagements(whistles)).Where(x => x.GetProperty("state").GetString() == "Accepted").ToList();
        Assert.Equal(whistles.Order(), held.Select(WhistleOf).Order());
        Assert.Equal(2, held.Select(x => x.GetProperty("helperId").GetGuid()).Distinct().Count());
    }

    private static Guid WhistleOf(JsonElement engagement) => engagement.GetProperty("whistleId").GetGuid();

    private async Task<JsonElement[]> Engagements(params Guid[] whistles) =>
        [.. (await house.List("/api/v1/volunteers/engagements?limit=200")).Where(x => whistles.Contains(WhistleOf(x)))];

    private async Task<Guid> LineOf(Guid whistle)
    {
        JsonElement[] calls = [];
        await Patiently.Until("the call is open to volunteers", async () =>
        {
            calls = [.. (await house.List("/api/v1/volunteers/open-calls?limit=200")).Where(x => WhistleOf(x) == whistle)];
            return calls.Length == 1;
        });
        return calls[0].GetProperty("lineId").GetGuid();
    }

    /// <summary>Somebody who can what nobody else in the community can; each lives a little farther away.</summary>
    private async Task<Guid> AVolunteer(string skill)
    {
        var number = Interlocked.Increment(ref registered);
        var id = (await house.Post("/api/v1/volunteers", new
        {
            community = Demonstration.Community,
            helper = new
            {
                name = $"志愿者{number}",
                phone = $"1990000{number:D4}",
                skills = new[] { new { code = skill, level = 3 } },
                place = new { longitude = 104.0655 + number * 0.0002, latitude = 30.6575 },
            },
        })).GetProperty("id").GetGuid();
        await Patiently.Until("Matching knows the volunteer", async () =>
            (await house.List($"/api/v1/resources?skill={skill}")).Any(x => x.GetProperty("id").GetGuid() == id));
        return id;
    }
}
