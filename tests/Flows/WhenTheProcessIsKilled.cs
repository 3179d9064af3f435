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
        await new Books(last.Get, Demonstration.Community).Balance(whistles, needed: 2);
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
}
