using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FiveSocieties.Scenarios.Accounts;

namespace FiveSocieties.Scenarios.Day;

/// <summary>
/// A few of the day's needs before the day, each withdrawn as soon as somebody was asked, or nobody could be. A platform
/// that has only just started does everything for the first time, and slowly; the figures of a day are about one that has
/// been running.
/// </summary>
internal static class Rehearsal
{
    private const int Needs = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task Play(Partner trial, string community, DayFile day, CancellationToken cancel)
    {
        var needs = from script in day.Whistles
                    where $"{script.Raise["urgency"]}" == "Urgent"
                    let lines = (script.Acts ?? []).FirstOrDefault(act => act.Do == "blow")?.With?["lines"]
                    where lines is not null
                    select (script.Raise, lines);
        foreach (var (raise, lines) in needs.Take(Needs))
            await Play(trial, community, raise, lines, cancel);
    }

    private static async Task Play(
        Partner trial, string community, JsonObject raise, JsonNode? lines, CancellationToken cancel)
    {
        var (id, words) = (Guid.CreateVersion7(), new Words(trial.Time.Now, _ => Guid.Empty, default));
        var body = (JsonObject)words.Fill(raise)!;
        body["id"] = id;
        body["community"] = community;
        body["blow"] = true;
        body["lines"] = words.Fill(lines);
        await trial.Post("/api/v1/whistles", JsonSerializer.SerializeToElement(body), cancel);
        for (var trying = Stopwatch.StartNew(); trying.Elapsed < Patience;)
        {
            var story = await trial.Get($"/api/v1/stories/{id}", cancel);
            if (story.ValueKind == JsonValueKind.Object
                && Ledger.Told(story, "invitation.sent") + Ledger.Told(story, "linkage.fell-short") > 0)
                break;
            await Task.Delay(100, cancel);
        }

        await trial.Post(
            $"/api/v1/whistles/{id}/withdraw", JsonSerializer.SerializeToElement(new { reason = "rehearsal" }), cancel);
    }
}
