using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>kill -9 in the middle, again and again: the linkage goes on, nothing is lost and nothing happens twice.</summary>
public sealed class WhenTheProcessIsKilled : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_linkage_goes_on_and_credit_is_given_once()
    {
        var random = new Random(20261123);
        var whistles = new List<Guid>();
        for (var life = 0; life < 4; life++)
        {
            using var process = Start();
            await process.Ready();
            whistles.Add(await Blow(process, inDays: 1 + life));
            await Task.Delay(random.Next(100, 2500));
            process.Kill();
        }

        using var last = Start();
        await last.Ready();
        foreach (var whistle in whistles)
            await Patiently.Until("the whistle is closed", async () =>
                (await last.Get($"/api/v1/whistles/{whistle}")).GetProperty("state").GetString() == "Closed",
                TimeSpan.FromSeconds(60));
        await CreditIsWhatTheRulesGive(last, whistles);
    }

    private static async Task CreditIsWhatTheRulesGive(StandaloneProcess process, List<Guid> whistles)
    {
        // Each whistle is served by two helpers for 45 minutes; 45 minutes are 7 points for volunteers and unit people.
        var helped = 0;
        foreach (var noun in (string[])["volunteers", "units"])
            helped += (await Items(process, $"/api/v1/{noun}/engagements?state=Finished&limit=200"))
                .Count(x => whistles.Contains(x.GetProperty("whistleId").GetGuid()));
        long credited = -1;
        await Patiently.Until("all points are credited", async () => (credited = (await Items(process,
                $"/api/v1/points/accounts?community={Demonstration.Community}&limit=200"))
            .Select(x => x.GetProperty("balance").GetInt64()).Where(x => x > 0).Sum()) >= helped * 7);
        Assert.Equal(helped * 7, credited);
        Assert.True(helped > 0);

        foreach (var whistle in whistles)
        {
            var story = await process.Get($"/api/v1/stories/{whistle}");
            int Times(string what) => story.GetProperty("steps").EnumerateArray()
                .Where(step => step.GetProperty("what").GetString() == what)
                .Sum(step => step.GetProperty("count").GetInt32());
            string[] once = ["whistle.raised", "whistle.blown", "linkage.formed", "linkage.served", "whistle.closed"];
            Assert.All(once, what => Assert.Equal(1, Times(what)));
            Assert.Equal(2, Times("engagement.finished"));
        }
    }

    private StandaloneProcess Start() => new(new Uri($"http://127.0.0.1:{FreePort.Find()}"), "--data", folder);

    /// <summary>Each on a day of its own: on a slow machine four at once ask for more helpers than there are.</summary>
    private static async Task<Guid> Blow(StandaloneProcess process, int inDays)
    {
        var id = Guid.CreateVersion7();
        await process.Post("/api/v1/whistles", new
        {
            id,
            community = Demonstration.Community,
            @class = "elder-care",
            urgency = "Urgent",
            channel = "Resident",
            place = new { longitude = 104.0655, latitude = 30.6575 },
            description = "Somebody to go along, please.",
            blow = true,
            lines = (object[])
            [
                new
                {
                    kind = "People",
                    skill = "accompany",
                    leastLevel = 1,
                    quantity = 2,
                    slots = (string[])[$"{Slot.Of(DateTimeOffset.UtcNow.AddDays(inDays))}"],
                },
            ],
        });
        return id;
    }

    private static async Task<JsonElement[]> Items(StandaloneProcess process, string path) =>
        Neighbourhood.Items(await process.Get(path));
}
