using System.Net;
using System.Text.Json;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Standalone;

/// <summary>
/// The invented people answer by themselves, through the interface and nothing else: whoever is asked accepts, begins
/// and finishes; the linker confirms what rounds propose; the resident says that it helped.
/// </summary>
internal sealed class Simulation(Partner client, ILogger<Greeting> log)
{
    private static readonly string[] Nouns = ["members", "volunteers", "units", "social-workers"];

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private static readonly JsonElement Minutes = JsonElement.Parse("""{"minutes": 45}""");

    private static readonly JsonElement ItHelped = JsonElement.Parse("""{"answer": "Solved"}""");

    private static readonly JsonElement Everything = JsonElement.Parse("""{"all": true}""");

    /// <summary>One look at everything about once a second, so that a reader can follow.</summary>
    public async Task Run(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancel))
            try
            {
                await Look(cancel);
            }
            catch (Exception away) when (!cancel.IsCancellationRequested
                && away is HttpRequestException or OperationCanceledException)
            {
                log.SimulationWaits(away.Message); // a service may be away for a while where each is a process
            }
    }

    private async Task Look(CancellationToken cancel)
    {
        foreach (var noun in Nouns)
        {
            await Move(noun, "Started", "finish", Minutes, cancel);
            await Move(noun, "Accepted", "start", Nothing, cancel);
            await Move(noun, "Asked", "accept", Nothing, cancel);
        }

        foreach (var linkage in await List("/api/v1/linkages?state=Open", cancel))
            await Act($"/api/v1/linkages/{Id(linkage)}/confirm", Everything, cancel);
        foreach (var whistle in await List("/api/v1/whistles?state=Served", cancel))
            await Act($"/api/v1/whistles/{Id(whistle)}/answer", ItHelped, cancel);
    }

    private async Task Move(string noun, string state, string verb, JsonElement body, CancellationToken cancel)
    {
        foreach (var engagement in await List($"/api/v1/{noun}/engagements?state={state}", cancel))
            await Act(
                $"/api/v1/{noun}/{engagement.GetProperty("answeredBy").GetString()}/engagements/{Id(engagement)}/{verb}",
                body, cancel);
    }

    private async Task<IEnumerable<JsonElement>> List(string path, CancellationToken cancel) =>
        (await client.Get(path, cancel)).GetProperty("items").EnumerateArray();

    private async Task Act(string path, JsonElement body, CancellationToken cancel)
    {
        var answer = await client.Post(path, body, cancel);
        if (!answer.IsDone && answer.Status is not HttpStatusCode.Conflict and not HttpStatusCode.Forbidden)
            log.SimulationRefused(path, (int)answer.Status, $"{answer.Body}");
    }

    private static string Id(JsonElement of) => of.GetProperty("id").GetString()!;
}
