using System.Diagnostics;
using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Benchmarks;

/// <summary>
/// Whistles at a steady rate, whatever the answers take: from the call to the invitations, as the events say when they
/// happened. Caller and platform share one clock.
/// </summary>
public static class Story
{
    private const string Community = "510104001001";
    private const int Warm = 30;
    private const int Volunteers = 400;
    private const int Linkers = 8;

    /// <summary>Starts the platform, blows the whistles and prints what was measured.</summary>
    public static async Task Run(int whistles, int rate, TextWriter print)
    {
        var folder = Directory.CreateTempSubdirectory("five-story-").FullName;
        try
        {
            using var process = new StandaloneProcess(
                new Uri($"http://127.0.0.1:{FreePort.Find()}"), "--data", folder, "Simulate=false");
            await process.Ready();
            await Settle(process);
            await Blow(process, Warm, rate);

            var blown = await Blow(process, whistles, rate);
            var invited = new List<double>();
            foreach (var (whistle, called, _) in blown)
                invited.Add((await Invited(process, whistle) - called).TotalMilliseconds);

            await print.WriteLineAsync($"story: {whistles} urgent whistles, {rate} a second, {Volunteers} volunteers more");
            await print.WriteLineAsync($"  call to invitations sent  {Figures.Of(invited)}");
            await print.WriteLineAsync($"  call to its answer        {Figures.Of(blown.Select(x => x.Answered))}");
            await print.WriteLineAsync($"  a call that reads one row {Figures.Of(await ReadOneRow(process, whistles))}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>More people than the demonstration has, so that nobody is worn out.</summary>
    private static async Task Settle(StandaloneProcess process)
    {
        for (var i = 0; i < Volunteers; i++)
            await process.Post("/api/v1/volunteers", new { community = Community, helper = AHelper(i, "accompany") });
        for (var i = 0; i < Linkers; i++)
        {
            await process.Post("/api/v1/social-workers", new
            {
                community = Community,
                qualification = "social-worker",
                linkageCap = 100,
                helper = AHelper(Volunteers + i, "linking"),
            });
        }
    }

    private static object AHelper(int number, string skill) => new
    {
        name = $"Invented {number}",
        phone = $"137{number:00000000}",
        skills = (object[])[new { code = skill, level = 3 }],
        place = new { longitude = 104.0605 + number % 20 * 0.0005, latitude = 30.6525 + number / 20 * 0.0005 },
        loadCap = 60,
    };

    private static async Task<List<(Guid Whistle, DateTimeOffset Called, double Answered)>> Blow(
        StandaloneProcess process, int whistles, int rate)
    {
        var calls = new List<Task<(Guid, DateTimeOffset, double)>>();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        while (calls.Count < whistles && await beat.WaitForNextTickAsync())
            calls.Add(Blow(process, calls.Count));
        return [.. await Task.WhenAll(calls)];
    }

    private static async Task<(Guid, DateTimeOffset, double)> Blow(StandaloneProcess process, int number)
    {
        var id = Guid.CreateVersion7();
        var slot = Slot.FromNumber(Slot.Of(DateTimeOffset.UtcNow).Number + 5 + number % 35);
        var body = new
        {
            id,
            community = Community,
            @class = "elder-care",
            urgency = "Urgent",
            channel = "Resident",
            place = new { longitude = 104.0605 + number % 17 * 0.0006, latitude = 30.6525 + number % 13 * 0.0008 },
            description = "Somebody to go along, please.",
            blow = true,
            lines = (object[])
            [
                new { kind = "People", skill = "accompany", leastLevel = 1, quantity = 1, slots = (string[])[$"{slot}"] },
            ],
        };
        var (called, watch) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        await process.Post("/api/v1/whistles", body);
        return (id, called, watch.Elapsed.TotalMilliseconds);
    }

    private static async Task<DateTimeOffset> Invited(StandaloneProcess process, Guid whistle)
    {
        DateTimeOffset? at = null;
        await Patiently.Until($"somebody is invited for {whistle}", async () =>
        {
            var story = await process.TryGet($"/api/v1/stories/{whistle}");
            at = story.Steps()
                .Where(step => step.GetProperty("what").GetString() == "invitation.sent")
                .Select(step => (DateTimeOffset?)step.GetProperty("at").GetDateTimeOffset()).FirstOrDefault();
            return at is not null;
        }, TimeSpan.FromSeconds(60));
        return at!.Value;
    }

    private static async Task<List<double>> ReadOneRow(StandaloneProcess process, int times)
    {
        var took = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var watch = Stopwatch.StartNew();
            await process.Get($"/api/v1/communities/{Community}");
            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        return took;
    }
}
