using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios.Accounts;

/// <summary>A day told at its end: predicted against reached, who served, and whether the books are right.</summary>
public sealed class Report(Run run, IReadOnlyDictionary<int, Standing> reached, Ledger ledger, double speed)
{
    private static readonly Society[] Societies =
        [Society.SocialWork, Society.PartyBranches, Society.Volunteers, Society.ResidentUnits];

    /// <summary>What is not as it was predicted, or not right in the books; nothing when the day went well.</summary>
    public IReadOnlyList<string> Wrong => [.. run.Day.Whistles.SelectMany(Complaints), .. ledger.Differences];

    /// <summary>Writes it for people to read.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="took">The day by the machine's clock.</param>
    /// <param name="all">The same with loading, waiting for its midnight, and this account.</param>
    public void Write(TextWriter text, TimeSpan took, TimeSpan all)
    {
        text.WriteLine();
        text.WriteLine("  no urgency   class            predicted          reached            "
            + "rounds  served by (SW PB Vo RU)  minutes  points");
        foreach (var script in run.Day.Whistles)
            text.WriteLine(Line(script));
        text.WriteLine();
        var bySociety = Societies.Select(society => $"{society} {ledger.Services.Count(x => x.Society == society)}");
        text.WriteLine($"  served: {string.Join(", ", bySociety)}; {ledger.Services.Select(x => x.Helper).Distinct().Count()} "
            + $"helpers, {ledger.Services.Sum(x => x.Minutes)} minutes; "
            + $"delivered: {run.Courses.Values.Sum(course => ledger.Delivered[course.Id].Count())} things");
        text.WriteLine($"  points: {ledger.Services.Sum(x => Derivation.Worth(x, ledger.CodesOf))} derived from the rules, "
            + $"{ledger.Credited.Sum(x => x.Sum())} credited; the books balance to {ledger.Imbalance}");
        text.WriteLine($"  urgent whistle to invitations: {Figures()}");
        text.WriteLine($"  the day took {took.TotalSeconds:0} s ({all.TotalSeconds:0} s from the command on), "
            + $"at {speed:0} times the machine's clock; seed {run.Seed}");
        text.WriteLine(Wrong.Count == 0 ? "  everything as predicted" : $"  {Wrong.Count} not as predicted:");
        foreach (var wrong in Wrong)
            text.WriteLine($"    {wrong}");
    }

    /// <summary>The same for programs, with the ids of who served; no names.</summary>
    public JsonElement ToJson(TimeSpan took) => JsonSerializer.SerializeToElement(
        new
        {
            run.Community,
            run.Seed,
            Speed = speed,
            Seconds = took.TotalSeconds,
            UrgentToInvitations = Milliseconds(),
            Wrong,
            Whistles = run.Day.Whistles.Select(script => new
            {
                script.No,
                run.Courses[script.No].Id,
                Predicted = script.Ends,
                Reached = reached.GetValueOrDefault(script.No)?.End,
                Rounds = reached.GetValueOrDefault(script.No)?.Round,
                Served = Services(script).Select(x => new
                {
                    x.Engagement,
                    x.Society,
                    x.Helper,
                    x.Round,
                    x.Minutes,
                    Derived = Derivation.Worth(x, ledger.CodesOf),
                    Credited = ledger.Credited[x.Engagement].Sum(),
                }),
                Delivered = ledger.Delivered[run.Courses[script.No].Id],
            }),
        },
        CommunityFile.Json);

    private string Line(Script script)
    {
        var one = reached.GetValueOrDefault(script.No);
        var services = Services(script).ToList();
        var parties = string.Join(' ', Societies.Select(society => $"{services.Count(x => x.Society == society),2}"));
        return $"  {script.No,2} {script.Raise["urgency"],-9} {script.Raise["class"],-16} {script.Ends,-18} {one?.End ?? "not raised",-18} "
            + $"{one?.Round,6}  {parties,-23}  {services.Sum(x => x.Minutes),7}  {services.Sum(x => Derivation.Worth(x, ledger.CodesOf)),6}"
            + $"{(Complaints(script).Any() ? "  !" : "")}";
    }

    private IEnumerable<Service> Services(Script script) =>
        ledger.Services.Where(x => x.Whistle == run.Courses[script.No].Id);

    private IEnumerable<string> Complaints(Script script)
    {
        var (course, name) = (run.Courses[script.No], $"whistle {script.No}");
        foreach (var surprise in course.Surprises)
            yield return $"{name}: {surprise}";
        if (!reached.TryGetValue(script.No, out var one))
        {
            yield return $"{name} was never raised";
            yield break;
        }

        if (one.End != script.Ends)
            yield return $"{name} was to end as {script.Ends}, and is {one.End}";
        if (one.Round != script.Rounds)
            yield return $"{name} was to take {script.Rounds} rounds, and took {one.Round}";
        foreach (var (index, act) in (script.Acts ?? []).Index())
            if (!course.Done.Contains(index))
                yield return $"{name}: it never came to {act.Do} at {act.When}";
        foreach (var step in script.Through ?? [])
            if (Ledger.Told(ledger.Stories[script.No], step) == 0)
                yield return $"{name}: its story does not tell of {step}";
    }

    private string Figures()
    {
        var sorted = Milliseconds();
        return sorted.Count == 0 ? "none was blown"
            : $"p50 {At(0.5):0} ms, p99 {At(0.99):0} ms of {sorted.Count} (the machine's clock)";

        double At(double part) => sorted[Math.Min(sorted.Count - 1, (int)(part * sorted.Count))];
    }

    /// <summary>
    /// From the call that blew an emergency or urgent whistle to its first invitations, by the machine's clock: what the
    /// call took until its answer, and from there on what the platform's clock says, which runs faster. A round that fell
    /// short because nobody fits has no invitations.
    /// </summary>
    private List<double> Milliseconds() =>
    [
        .. (from script in run.Day.Whistles
            where $"{script.Raise["urgency"]}" is "Emergency" or "Urgent"
            let course = run.Courses[script.No]
            where course.BlowTook is not null && ledger.Stories.ContainsKey(script.No)
            let sent = ledger.Stories[script.No].GetProperty("steps").EnumerateArray()
                .TakeWhile(step => step.GetProperty("what").GetString() != "linkage.fell-short")
                .Where(step => step.GetProperty("what").GetString() == "invitation.sent")
                .Select(step => (DateTimeOffset?)step.GetProperty("at").GetDateTimeOffset()).FirstOrDefault()
            where sent is not null
            select (course.BlowTook!.Value + ((sent.Value - course.BlownAt!.Value) / speed)).TotalMilliseconds).Order(),
    ];
}
