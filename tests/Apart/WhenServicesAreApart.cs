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
        await new Books(set.Get, Demonstration.Community).Balance([whistle], needed: 4);
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
