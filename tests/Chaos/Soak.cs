using System.Diagnostics;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Tests.Chaos;

/// <summary>What the platform held at one moment.</summary>
/// <param name="Minute">Since the load began.</param>
/// <param name="Megabytes">Memory of its own processes.</param>
/// <param name="Handles">Open files and connections of its own processes.</param>
/// <param name="Outbox">Rows that wait to be told.</param>
/// <param name="Inbox">Rows that remember what was heard.</param>
/// <param name="Answers">Kept answers.</param>
/// <param name="Whistles">Raised until then.</param>
public sealed record Sample(double Minute, long Megabytes, long Handles, long? Outbox, long? Inbox, long? Answers, int Whistles);

/// <summary>Nothing dies, for long: what is not forgotten would pile up.</summary>
public static class Soak
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    /// <summary>What is kept for weeks is kept for two minutes, so that its end is seen.</summary>
    public static void ForgetSoon()
    {
        Environment.SetEnvironmentVariable("Messaging__KeepInbox", "00:02:00");
        Environment.SetEnvironmentVariable("Messaging__KeepAnswers", "00:02:00");
    }

    /// <summary>Raises needs at a steady rate for so many minutes and prints what the platform holds; true when that was flat.</summary>
    public static async Task<bool> Run(Options options, IForm form, TextWriter print)
    {
        using var http = new HttpClient { BaseAddress = form.Address, Timeout = TimeSpan.FromSeconds(15) };
        var partner = new Partner(http, "demo", "demo-only", new PlatformTime());
        await Town.Load(partner, default);
        var diary = new Diary();
        var residents = new Residents(
            options with
            {
                Whistles = options.Minutes * 60 * options.Rate,
                Pace = TimeSpan.FromSeconds((double)options.Clients / options.Rate),
            },
            partner, diary, Town.Size.Code);
        using var over = new CancellationTokenSource();
        Task[] beside =
        [
            residents.Raise(over.Token), residents.Answer(over.Token), new AskedPeople(options, partner, diary).Help(over.Token),
            new Shoppers(options, partner, diary, Town.Size.Code).Shop(over.Token),
        ];
        List<Sample> samples = [];
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(options.Minutes);)
        {
            await Task.Delay(Between);
            samples.Add(await Look(form, watch.Elapsed, residents.Begun));
            await print.WriteLineAsync($"{samples[^1]}");
        }

        await over.CancelAsync();
        await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return IsFlat(samples, print);
    }

    /// <summary>The last quarter against the second: the first is for warming up.</summary>
    private static bool IsFlat(List<Sample> samples, TextWriter print)
    {
        var quarter = samples.Count / 4;
        var (before, after) = (samples.Skip(quarter).Take(quarter).ToList(), samples.TakeLast(quarter).ToList());
        (string What, Func<Sample, double> Of, double Most)[] figures =
        [
            ("megabytes", x => x.Megabytes, 1.1), ("handles", x => x.Handles, 1.1), ("outbox", x => x.Outbox ?? 0, 1.5),
            ("inbox", x => x.Inbox ?? 0, 1.3), ("kept answers", x => x.Answers ?? 0, 1.3),
        ];
        var flat = true;
        foreach (var (what, of, most) in figures)
        {
            var (early, late) = (before.Average(of), after.Average(of));
            var grew = late > (early * most) + 20;
            print.WriteLine($"  {what,-14} {early,10:0} {late,10:0}{(grew ? "  grew" : "")}");
            flat &= !grew;
        }

        return flat;
    }

    private static async Task<Sample> Look(IForm form, TimeSpan since, int whistles)
    {
        var own = form.Processes();
        return new(
            Math.Round(since.TotalMinutes, 2), own.Sum(pid => Status(pid, "VmRSS:")) / 1024, own.Sum(Handles),
            await Tables.Waiting(form), await Tables.Count(form, "Inbox"), await Tables.Count(form, "KeptAnswers"), whistles);
    }

    private static long Status(int pid, string field) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith(field, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2])).FirstOrDefault();

    private static long Handles(int pid) => Directory.GetFiles($"/proc/{pid}/fd").Length;
}
