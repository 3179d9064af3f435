using System.Net;
using FiveSocieties.Scenarios;
using FiveSocieties.Scenarios.Accounts;

namespace FiveSocieties.Tests.Chaos;

/// <summary>All who are asked accept, begin and finish. Whoever was thanked meanwhile is told so by 409.</summary>
public sealed class AskedPeople(Options options, Partner partner, Diary diary)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>Helps until told to stop.</summary>
    public async Task Help(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var seen = await Task.WhenAll(
                from noun in Ledger.Owners.Keys
                from next in ((string State, string Verb)[])[("Asked", "accept"), ("Accepted", "start"), ("Started", "finish")]
                select Look(noun, next.State, next.Verb, cancel));
            await Parallel.ForEachAsync(
                seen.SelectMany(x => x),
                new ParallelOptions { MaxDegreeOfParallelism = options.Clients, CancellationToken = cancel },
                async (due, stop) => await Act(due, stop));
            await Task.Delay(Beat, cancel);
        }
    }

    private async Task<IEnumerable<Due>> Look(string noun, string state, string verb, CancellationToken cancel) =>
        from engagement in await partner.List($"/api/v1/{noun}/engagements?state={state}", cancel)
        let id = engagement.GetProperty("id").GetGuid()
        select new Due(id, verb, $"/api/v1/{noun}/{engagement.GetProperty("answeredBy").GetString()}/engagements/{id}/{verb}");

    private async Task Act(Due due, CancellationToken cancel)
    {
        object body = due.Verb == "finish" ? new { minutes = Plot.MinutesOf(due.Engagement) } : new { };
        var answer = await diary.Say(
            partner, due.Path, body, $"{due.Engagement}-{due.Verb}", cancel, HttpStatusCode.Conflict);
        if (answer is null)
            return;
        if (due.Verb == "finish")
            diary.Finished.TryAdd(due.Engagement, answer.Body.GetProperty("minutes").GetInt32());
        else
            diary.Done();
    }

    private sealed record Due(Guid Engagement, string Verb, string Path);
}
