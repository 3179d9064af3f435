using System.Net;
using System.Text.Json;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Tests.Chaos;

/// <summary>Partners that raise needs with ids of their own, and answer whether it helped.</summary>
public sealed class Residents(Options options, Partner partner, Diary diary, string community)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);

    private readonly Plot plot = new(options.Seed);
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;
    private readonly Dictionary<Guid, int> numbers = [];
    private int next;

    /// <summary>How many may stand open before the next is raised.</summary>
    public volatile int MostOpen = options.MostOpen;

    /// <summary>How many were begun.</summary>
    public int Begun => Math.Min(Volatile.Read(ref next), options.Whistles);

    /// <summary>Raises all, several at the same time.</summary>
    public Task Raise(CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, options.Clients).Select(_ => OneClient(cancel)));

    /// <summary>Answers whatever was served, until told to stop.</summary>
    public async Task Answer(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var served = await partner.List($"/api/v1/whistles?community={community}&state=Served", cancel);
            await Parallel.ForEachAsync(served, Limits(cancel), async (whistle, stop) => await Answer(whistle, stop));
            await Task.Delay(Beat, cancel);
        }
    }

    private async Task OneClient(CancellationToken cancel)
    {
        while (true)
        {
            while (diary.Open >= MostOpen)
                await Task.Delay(20, cancel);
            var n = Interlocked.Increment(ref next) - 1;
            if (n >= options.Whistles)
                return;
            await Task.WhenAll(Begin(n, cancel), Task.Delay(options.Pace, cancel));
        }
    }

    private async Task Begin(int n, CancellationToken cancel)
    {
        var (id, deal) = (Guid.CreateVersion7(), plot.DealOf(n));
        lock (numbers)
            numbers[id] = n;
        diary.Opened();
        var raised = await diary.Say(partner, "/api/v1/whistles", Need(n, id, blow: deal != Deal.NotOurs), $"{id}", cancel);
        if (raised is null)
            return;
        diary.Whistles[n] = id;
        if (deal == Deal.Withdrawn)
            await End(id, "withdraw", new { reason = "family-came" }, cancel);
        else if (deal == Deal.NotOurs)
            await End(id, "not-ours", new { body = "water-company" }, cancel);
    }

    private async Task End(Guid id, string verb, object body, CancellationToken cancel)
    {
        if (await diary.Say(partner, $"/api/v1/whistles/{id}/{verb}", body, $"{id}-{verb}", cancel) is null)
            return;
        diary.Done();
        diary.Closed();
    }

    private async Task Answer(JsonElement whistle, CancellationToken cancel)
    {
        var (id, round) = (whistle.GetProperty("id").GetGuid(), whistle.GetProperty("round").GetInt32());
        int n;
        lock (numbers)
            n = numbers[id];
        var answer = plot.AnswerOf(n, round);
        // Served is seen again until the answer is booked: 409 says that it was.
        if (await diary.Say(
                partner, $"/api/v1/whistles/{id}/answer", new { answer }, $"{id}-{round}", cancel, HttpStatusCode.Conflict)
            is null || !diary.Answers.TryAdd((id, round), answer))
            return;
        if (answer != "NotSolved")
            diary.Closed();
    }

    private object Need(int n, Guid id, bool blow) => new
    {
        id,
        community,
        @class = "elder-care",
        urgency = "Urgent",
        channel = "Resident",
        place = new
        {
            longitude = Town.Size.West + 0.002 + (0.010 * plot.Draw(n, 2)),
            latitude = Town.Size.South + 0.002 + (0.008 * plot.Draw(n, 3)),
        },
        description = "Somebody to go along, please.",
        blow,
        lines = blow
            ? (object[])
            [
                new
                {
                    kind = "People",
                    skill = Town.Skill,
                    leastLevel = 1,
                    quantity = 1,
                    slots = (string[])[$"{plot.SlotOf(n, began)}"],
                },
            ]
            : null,
    };

    private ParallelOptions Limits(CancellationToken cancel) =>
        new() { MaxDegreeOfParallelism = options.Clients, CancellationToken = cancel };
}
