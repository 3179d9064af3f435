using FiveSocieties.Events;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>What the tests tell the demonstration community.</summary>
internal static class Whistles
{
    /// <summary>Asks for people to go along on a day; blown, unless it is to wait.</summary>
    public static Task Raise(LocalSet set, Guid id, int people, int inDays = 1, bool blow = true) =>
        set.Post("/api/v1/whistles", new
        {
            id,
            community = Demonstration.Community,
            @class = "elder-care",
            urgency = "Urgent",
            channel = "Resident",
            place = new { longitude = 104.0655, latitude = 30.6575 },
            description = "Somebody to go along, please.",
            blow,
            lines = !blow ? null : (object[])
            [
                new
                {
                    kind = "People",
                    skill = "accompany",
                    leastLevel = 1,
                    quantity = people,
                    slots = (string[])[$"{Slot.Of(DateTimeOffset.UtcNow.AddDays(inDays))}"],
                },
            ],
        });

    public static Task Ready(LocalSet set) => Patiently.Until("Matching knows everybody", async () =>
        (await set.Get("/api/v1/resources?limit=200")).GetProperty("items").GetArrayLength() >= Demonstration.Helpers);

    public static Task Closed(LocalSet set, Guid id) => Patiently.Until("it is closed", async () =>
        await set.TryGet($"/api/v1/whistles/{id}") is { ValueKind: System.Text.Json.JsonValueKind.Object } whistle
        && whistle.GetProperty("state").GetString() == "Closed", TimeSpan.FromMinutes(2));
}
