using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>The data of one installation, which the tests go on with.</summary>
public sealed class Installation : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("five-apart-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>A process for each service, RabbitMQ and PostgreSQL between them, the gateway before them.</summary>
public sealed class WhenServicesAreApart(Installation installation) : IClassFixture<Installation>
{
    /// <summary>45 minutes are 7 points for volunteers and people of units; others have no account.</summary>
    private const int PointsEach = 7;

    [Theory]
    [InlineData(1, "SocialWork-1")]
    [InlineData(2, "Volunteers-2")]
    public async Task A_whistle_reaches_its_credit_though_a_service_is_killed(int replicas, string victim)
    {
        await using var set = await LocalSet.Start(installation.Folder, replicas);
        await Patiently.Until("Matching knows everybody", async () =>
            Items(await set.Get("/api/v1/resources?limit=200")).Length >= Demonstration.Helpers);
        var whistle = await Blow(set);
        await set.Kill(victim);

        await Patiently.Until("it is closed", async () => Text(
            await set.TryGet($"/api/v1/whistles/{whistle}"), "state") == "Closed", TimeSpan.FromMinutes(1));
        await EverythingIsToldOnce(set, whistle);
        await CreditIsWhatTheRulesGive(set);
    }

    private static async Task EverythingIsToldOnce(LocalSet set, Guid whistle)
    {
        string[] once = ["whistle.raised", "whistle.blown", "linkage.formed", "linkage.served", "whistle.closed"];
        Dictionary<string, int> told = [];
        await Patiently.Until("the story is whole", async () =>
        {
            told = (await set.Get($"/api/v1/stories/{whistle}")).GetProperty("steps").EnumerateArray()
                .GroupBy(step => Text(step, "what")!, step => step.GetProperty("count").GetInt32())
                .ToDictionary(steps => steps.Key, steps => steps.Sum());
            return once.All(told.ContainsKey);
        });
        Assert.All(once, what => Assert.Equal(1, told[what]));
        var finished = 0;
        foreach (var noun in (string[])["members", "volunteers", "units", "social-workers"])
            finished += Items(await set.Get($"/api/v1/{noun}/engagements?state=Finished&limit=200"))
                .Count(engagement => engagement.GetProperty("whistleId").GetGuid() == whistle);
        Assert.InRange(finished, 4, 8); // four are needed, twice as many asked; who has begun is not sent home
        Assert.Equal(finished, told["engagement.finished"]);
    }

    /// <summary>Of all whistles in the life of this installation.</summary>
    private static async Task CreditIsWhatTheRulesGive(LocalSet set)
    {
        var helped = 0;
        foreach (var noun in (string[])["volunteers", "units"])
            helped += Items(await set.Get($"/api/v1/{noun}/engagements?state=Finished&limit=200")).Length;
        Assert.True(helped > 0);
        long credited = -1;
        await Patiently.Until("all points are credited", async () => (credited =
            Items(await set.Get($"/api/v1/points/accounts?community={Demonstration.Community}&limit=200"))
                .Select(account => account.GetProperty("balance").GetInt64()).Where(x => x > 0).Sum())
            >= helped * PointsEach);
        Assert.Equal(helped * PointsEach, credited);
    }

    private static async Task<Guid> Blow(LocalSet set)
    {
        var id = Guid.CreateVersion7();
        await set.Post("/api/v1/whistles", new
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
                    quantity = 4,
                    slots = (string[])[$"{Slot.Of(DateTimeOffset.UtcNow.AddDays(1))}"],
                },
            ],
        });
        return id;
    }

    private static JsonElement[] Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object ? of.GetProperty(name).GetString() : null;
}
