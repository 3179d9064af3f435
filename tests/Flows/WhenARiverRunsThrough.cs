using System.Diagnostics;
using System.Net.Http.Json;
using FiveSocieties.Events;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>A river is drawn between the need and those who are nearest as the crow flies.</summary>
public sealed class WhenARiverRunsThrough(Neighbourhood house) : IClassFixture<Neighbourhood>
{
    /// <summary>Degrees east: whoever helps first stands beyond.</summary>
    private const double River = 104.0657;

    [Fact]
    public async Task Within_a_second_who_stands_on_the_other_bank_is_not_asked_any_more()
    {
        var beyond = (await house.List("/api/v1/resources?limit=200"))
            .Where(x => x.GetProperty("place").GetProperty("longitude").GetDouble() > River)
            .Select(x => x.GetProperty("id").GetGuid()).ToHashSet();
        Assert.Contains(await Asked(DayPart.Afternoon), beyond.Contains);

        await Draw([[River, 30.63], [River, 30.69]]);
        var clock = Stopwatch.StartNew();
        await Patiently.Until("the best are of this bank", async () => !(await Best()).Exists(beyond.Contains));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
        Assert.DoesNotContain(await Asked(DayPart.Evening), beyond.Contains);
    }

    private Task<HttpResponseMessage> Draw(double[][] coordinates) => house.Send(new(
        HttpMethod.Put, $"/api/v1/communities/{Demonstration.Community}/barriers")
    {
        Content = JsonContent.Create(new
        {
            type = "FeatureCollection",
            features = new[]
            {
                new
                {
                    type = "Feature",
                    properties = new { kind = "river" },
                    geometry = new { type = "LineString", coordinates },
                },
            },
        }),
    });

    private async Task<List<Guid>> Asked(DayPart part)
    {
        var whistle = await house.ABlownWhistle("Emergency", house.ALine("first-aid", slot: Today(part)));
        return (await house.Asked(whistle, 1)).Select(x => x.Engagement.GetProperty("helperId").GetGuid()).ToList();
    }

    private async Task<List<Guid>> Best()
    {
        var answer = await house.Post("/api/v1/matches/single", new
        {
            line = new
            {
                lineId = "line",
                community = Demonstration.Community,
                skill = "first-aid",
                leastLevel = 1,
                place = new { longitude = 104.0655, latitude = 30.6575 },
                slots = new[] { $"{Today(DayPart.Evening)}" },
                circle = "FiveMinutes",
            },
            take = 1,
        });
        return answer.GetProperty("candidates").EnumerateArray().Select(x => x.GetProperty("resourceId").GetGuid()).ToList();
    }

    private Slot Today(DayPart part) => house.ThisMorning with { Part = part };
}
