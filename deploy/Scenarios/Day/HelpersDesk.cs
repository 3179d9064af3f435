using System.Text.Json;
using System.Text.Json.Nodes;
using FiveSocieties.Events;

namespace FiveSocieties.Scenarios.Day;

/// <summary>
/// Answers for all who are asked, each society through its own system: says yes or no, begins, finishes, as the manners of
/// the script say. Whoever is chosen by matching behaves by the order in which they were asked.
/// </summary>
public sealed class HelpersDesk(Run run, Systems systems) : IDesk
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly PlatformTime time = systems[Systems.Staff].Time;
    private readonly Dictionary<Guid, int> whistles = run.Courses.ToDictionary(x => x.Value.Id, x => x.Key);

    /// <summary>What is to be done for an engagement next, and when.</summary>
    private readonly Dictionary<Guid, Plan> plans = [];

    /// <inheritdoc/>
    public async Task Work(CancellationToken cancel)
    {
        for (var round = 0; ; round++)
        {
            await Look("Asked", cancel);
            if (round % 50 == 0) // after an interruption, what had been answered is gone on with
            {
                await Look("Accepted", cancel);
                await Look("Started", cancel);
            }

            var now = time.Now;
            var due = plans.Values.Where(plan => plan.At <= now && plan.Verb.Length > 0).ToList();
            await Task.WhenAll(due.Select(plan => Act(plan, cancel)));
            await Task.Delay(Beat, cancel);
        }
    }

    private async Task Look(string state, CancellationToken cancel)
    {
        var lists = await Task.WhenAll(Systems.Societies.Select(async society => (society.Noun, society.System,
            Items: await systems[society.System].List($"/api/v1/{society.Noun}/engagements?state={state}", cancel))));
        foreach (var (noun, system, items) in lists)
            foreach (var engagement in items)
                if (whistles.TryGetValue(engagement.GetProperty("whistleId").GetGuid(), out var no)
                    && !plans.ContainsKey(engagement.GetProperty("id").GetGuid()))
                    Consider(noun, system, no, engagement);
    }

    private void Consider(string noun, string system, int no, JsonElement engagement)
    {
        var (id, course) = (engagement.GetProperty("id").GetGuid(), run.Courses[no]);
        if (!course.Asked.Contains(id))
            run.Note(() => course.Asked.Add(id));
        var k = course.Asked.IndexOf(id);
        var plan = new Plan(
            no, k, (run.ScriptOf(no).Helpers ?? new()).Of(k), system,
            $"/api/v1/{noun}/{engagement.GetProperty("answeredBy").GetString()}/engagements/{id}", id);
        plans[id] = Next(plan, engagement);
    }

    /// <summary>What comes next for an engagement that stands like this.</summary>
    private Plan Next(Plan plan, JsonElement engagement)
    {
        var now = time.Now;
        switch (engagement.GetProperty("state").GetString())
        {
            // Each takes a part of the time there is, one after the other.
            case "Asked" when plan.Manner != Manner.Ignores:
                var answerBy = engagement.GetProperty("answerBy").GetDateTimeOffset();
                var part = ((plan.K % 4) + 1) * (0.05 + (0.05 * run.Draw(plan.No, plan.K, 1)));
                return plan with
                {
                    Verb = plan.Manner == Manner.Declines ? "decline" : "accept",
                    At = now + ((answerBy - now) * part),
                };
            case "Accepted" when plan.Manner != Manner.StaysAway:
                Slot.TryParse(engagement.GetProperty("slot").GetString(), out var slot);
                var from = slot.Starts > now ? slot.Starts : now;
                var left = engagement.GetProperty("startBy").GetDateTimeOffset() - from;
                var isPerson = engagement.GetProperty("kind").GetString() == "People";
                return plan with
                {
                    Verb = isPerson ? "start" : "deliver",
                    At = from + (left * (0.1 + (0.4 * run.Draw(plan.No, plan.K, 2)))),
                };
            case "Started":
                return plan with { Verb = "finish", At = now + TimeSpan.FromMinutes(MinutesOf(plan)) };
            default:
                return plan with { Verb = "" };
        }
    }

    private async Task Act(Plan plan, CancellationToken cancel)
    {
        // Every fourth forgets to check out: staff confirm the time instead.
        var isConfirmed = plan is { Verb: "finish" } && plan.K % 4 == 3;
        var body = isConfirmed ? new JsonObject { ["minutes"] = MinutesOf(plan) } : new JsonObject();
        var answer = await systems[isConfirmed ? Systems.Staff : plan.System].Post(
            $"{plan.Path}/{plan.Verb}", JsonSerializer.SerializeToElement(body), cancel, $"{plan.Id}-{plan.Verb}");
        lock (plans)
            plans[plan.Id] = answer.IsDone ? Next(plan, answer.Body) : plan with { Verb = "" };
    }

    private int MinutesOf(Plan plan) =>
        run.ScriptOf(plan.No).Helpers?.Minutes ?? 25 + (int)(run.Draw(plan.No, plan.K, 3) * 80);

    private sealed record Plan(int No, int K, Manner Manner, string System, string Path, Guid Id)
    {
        public string Verb { get; init; } = "";

        public DateTimeOffset At { get; init; }
    }
}
