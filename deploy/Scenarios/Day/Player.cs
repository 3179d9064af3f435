using System.Text.Json;
using System.Text.Json.Nodes;

namespace FiveSocieties.Scenarios.Day;

/// <summary>
/// Plays a day as the partners' systems would: raises what is needed when its time has come, and does what the scripts say
/// as soon as a whistle is where they say it. What is done follows from the scripts and what the platform answers alone, so
/// that it goes on after either was away.
/// </summary>
/// <param name="run">What is played.</param>
/// <param name="systems">Who plays it.</param>
/// <param name="progress">Where it is told.</param>
/// <param name="desks">Those who work beside it.</param>
public sealed class Player(Run run, Systems systems, TextWriter progress, params IReadOnlyList<IDesk> desks)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly PlatformTime time = systems[Systems.Staff].Time;
    private readonly Dictionary<int, string> shown = [];

    private DateTimeOffset End => run.Midnight + run.Day.Until;

    /// <summary>Plays until every whistle is where it is to end, or its time is over; what each has come to.</summary>
    public async Task<IReadOnlyDictionary<int, Standing>> Play(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var following = Follow(over.Token);
        Task[] working = [following, .. desks.Select(desk => desk.Work(over.Token))];
        await await Task.WhenAny(working); // a desk ends alone only when it fails
        await over.CancelAsync();
        await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await following;
    }

    private async Task<Dictionary<int, Standing>> Follow(CancellationToken cancel)
    {
        var byId = run.Courses.ToDictionary(x => x.Value.Id, x => x.Key);
        while (true)
        {
            await Task.WhenAll(run.Day.Whistles.Where(IsDue).Select(script => Raise(script, cancel)));
            var now = time.Now;
            Dictionary<int, Standing> standing = [];
            foreach (var whistle in await systems[Systems.Staff].List($"/api/v1/whistles?community={run.Community}", cancel))
                if (byId.TryGetValue(whistle.GetProperty("id").GetGuid(), out var no))
                    standing[no] = Standing.Of(whistle);
            foreach (var (no, one) in standing)
                Show(no, one);
            await Task.WhenAll(
                from script in run.Day.Whistles
                where standing.ContainsKey(script.No)
                from act in (script.Acts ?? []).Index()
                where IsDue(script, act.Index, act.Item, standing[script.No], now)
                select Do(script, act.Index, act.Item, standing[script.No], cancel));
            if (now >= End || run.Day.Whistles.All(script => IsAtItsEnd(script, standing)))
                return standing;
            await Task.Delay(Beat, cancel);
        }
    }

    private bool IsDue(Script script) => !run.Courses[script.No].IsRaised && time.Now >= run.Midnight + script.At;

    private bool IsDue(Script script, int index, Act act, Standing one, DateTimeOffset now) =>
        !run.Courses[script.No].Done.Contains(index)
        && one.State == act.When && one.Comings == act.Time && one.Since + act.After <= now;

    private bool IsAtItsEnd(Script script, Dictionary<int, Standing> standing) =>
        standing.TryGetValue(script.No, out var one) && one.End == script.Ends && one.Round == script.Rounds
        && run.Courses[script.No].Done.Count == (script.Acts?.Count ?? 0);

    private async Task Raise(Script script, CancellationToken cancel)
    {
        var (course, body) = (run.Courses[script.No], (JsonObject)Fill(script.Raise, default)!);
        body["id"] = course.Id;
        body["community"] = run.Community;
        var answer = await Call(script.By, "/api/v1/whistles", body, $"{course.Id}-raise", cancel);
        run.Note(() =>
        {
            course.IsRaised = true;
            if (!answer.IsDone && answer.Code != "request.exists")
                course.Surprises.Add($"raising answered {(int)answer.Status} {answer.Code}");
            Remember(course, answer, body.ContainsKey("lines"));
        });
    }

    private async Task Do(Script script, int index, Act act, Standing one, CancellationToken cancel)
    {
        var course = run.Courses[script.No];
        var path = act.Do.StartsWith('/') ? act.Do : $"/api/v1/whistles/{course.Id}/{act.Do}";
        var answer = await Call(
            act.By, path, Fill(act.With, one.Whistle) ?? new JsonObject(), $"{course.Id}-{index}", cancel);
        run.Note(() =>
        {
            course.Done.Add(index);
            if ((int)answer.Status != act.Expect)
                course.Surprises.Add($"{act.Do} answered {(int)answer.Status} {answer.Code} instead of {act.Expect}");
            Remember(course, answer, act.Do == "blow" && one.Round == 0);
        });
    }

    /// <summary>From the call that blew it to the invitations is what the figure is about.</summary>
    private static void Remember(Course course, Answer answer, bool isBlow)
    {
        if (isBlow && answer.IsDone)
            (course.BlowTook, course.BlownAt) = (answer.Took, answer.At);
    }

    private JsonNode? Fill(JsonNode? node, JsonElement whistle) =>
        new Words(time.Now, no => run.Courses[no].Id, whistle).Fill(node);

    private Task<Answer> Call(string system, string path, JsonNode body, string key, CancellationToken cancel) =>
        systems[system].Post(path, JsonSerializer.SerializeToElement(body), cancel, key);

    private void Show(int no, Standing one)
    {
        var text = $"{one.End}, round {one.Round}";
        if (shown.GetValueOrDefault(no) == text)
            return;
        shown[no] = text;
        var raise = run.ScriptOf(no).Raise;
        progress.WriteLine($"{time.Local:HH:mm}  whistle {no,2}  {raise["urgency"],-9} {raise["class"],-16} {text}");
    }
}

/// <summary>Somebody who works beside the scripts, until told to stop.</summary>
public interface IDesk
{
    /// <summary>Works until told to stop.</summary>
    Task Work(CancellationToken cancel);
}

/// <summary>Where a whistle stands, as its view says.</summary>
/// <param name="State">The state.</param>
/// <param name="Closing">How it was closed; empty while it is not.</param>
/// <param name="Round">The round; 0 until blown.</param>
/// <param name="Since">When it came to this state.</param>
/// <param name="Comings">How often it has come to this state.</param>
/// <param name="Whistle">The view.</param>
public sealed record Standing(
    string State, string Closing, int Round, DateTimeOffset Since, int Comings, JsonElement Whistle)
{
    /// <summary>State and closing code, as scripts write it.</summary>
    public string End => State == "Closed" ? $"{State} {Closing}" : State;

    public static Standing Of(JsonElement whistle)
    {
        var (state, since, comings) = ("", DateTimeOffset.MinValue, new Dictionary<string, int>());
        foreach (var step in whistle.GetProperty("steps").EnumerateArray())
        {
            var next = step.GetProperty("state").GetString()!;
            if (next == state)
                continue; // a pause, or its end
            (state, since) = (next, step.GetProperty("at").GetDateTimeOffset());
            comings[state] = comings.GetValueOrDefault(state) + 1;
        }

        return new(
            state, whistle.TryGetProperty("closing", out var closing) ? closing.GetString()! : "",
            whistle.GetProperty("round").GetInt32(), since, comings[state], whistle);
    }
}
