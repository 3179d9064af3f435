using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios.Accounts;

/// <summary>
/// Whether every whistle that is open waits for exactly one thing, and that thing is there: a timer that runs, engagements
/// that are pending, or an act of a person.
/// </summary>
public sealed class Waits(Run run, Partner district)
{
    /// <summary>A clock is looked at about once a second of the machine, so it may have struck a moment ago.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(3);

    private static readonly string[] Nouns = [.. Systems.Societies.Select(society => society.Noun)];

    /// <summary>What is not as it should be, in words; and for what the open whistles wait.</summary>
    public async Task<(List<string> Wrong, List<string> Open)> Look(Ledger ledger, CancellationToken cancel)
    {
        var pending = await Pending(cancel);
        List<string> wrong = [], open = [];
        foreach (var (no, whistle) in ledger.Whistles.OrderBy(x => x.Key))
        {
            var state = whistle.GetProperty("state").GetString()!;
            var wait = ledger.Stories[no].GetProperty("waitsFor");
            var what = wait.GetProperty("what").GetString()!;
            DateTimeOffset? until = wait.TryGetProperty("until", out var clock) ? clock.GetDateTimeOffset() : null;
            var told = ledger.Stories[no].GetProperty("state").GetString();
            if (told != state)
                wrong.Add($"whistle {no} is {state}, its story says {told}");
            if (what != "Nothing")
                open.Add($"whistle {no,2}  {state,-9} waits for {wait.GetProperty("text").GetString()}"
                    + $"{(until is { } at ? $" (until {at.ToOffset(Events.Slot.Offset):MM-dd HH:mm})" : "")}");
            if (Complaint(what, state, until, pending[whistle.GetProperty("id").GetGuid()].ToList()) is { } complaint)
                wrong.Add($"whistle {no} is {state} and waits for {what}: {complaint}");
        }

        return (wrong, open);
    }

    private string? Complaint(string what, string state, DateTimeOffset? until, List<string> pending)
    {
        var isOver = state is "Closed" or "Duplicate" or "NotOurs" or "Withdrawn";
        if (isOver != (what == "Nothing"))
            return "what is over waits for nothing, all else for something";
        if (until + (Sweep * district.Time.Speed) < district.Time.Now)
            return $"that clock struck at {until:O}";
        return what switch
        {
            "Answers" when !pending.Contains("Asked") => "nobody is asked",
            "Start" when !pending.Contains("Accepted") => "nobody has accepted",
            "Finish" when !pending.Contains("Started") && !pending.Contains("Accepted") => "nobody serves",
            "Triage" when state != "Raised" => "it has been blown",
            "ResidentAnswer" when state != "Served" || until is null => "no answer is due",
            "SubDistrict" when state != "Escalated" => "it is not with the sub-district",
            "Review" when state != "Deferred" || until is null => "no review is set",
            "Linker" or "Matching" or "Confirmation" when state != "Blown" => "it is not looking for help",
            _ => null,
        };
    }

    /// <summary>The states of the engagements of each whistle that have not ended.</summary>
    private async Task<ILookup<Guid, string>> Pending(CancellationToken cancel)
    {
        List<(Guid Whistle, string State)> all = [];
        foreach (var noun in Nouns)
            foreach (var state in (string[])["Asked", "Accepted", "Started"])
                all.AddRange((await district.List($"/api/v1/{noun}/engagements?state={state}", cancel))
                    .Select(x => (x.GetProperty("whistleId").GetGuid(), state)));
        var ours = run.Courses.Values.Select(course => course.Id).ToHashSet();
        return all.Where(x => ours.Contains(x.Whistle)).ToLookup(x => x.Whistle, x => x.State);
    }
}
