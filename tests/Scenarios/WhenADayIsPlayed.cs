using System.Diagnostics;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Scenarios;
using FiveSocieties.Scenarios.Day;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Scenarios;

/// <summary>A small day with every kind of end, against the real process; and one that is cut off by kill -9.</summary>
public sealed class WhenADayIsPlayed : IDisposable
{
    /// <summary>From the day of J community.</summary>
    private static readonly int[] Chosen = [1, 5, 13, 20, 24, 31, 33, 36, 38];

    private readonly string folder = Directory.CreateTempSubdirectory("five-day-").FullName;
    private readonly Uri address = new($"http://127.0.0.1:{FreePort.Find()}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Everything_comes_as_predicted_and_is_credited_once()
    {
        var arguments = await ALoadedCommunity();
        KeepClock(speed: 240, at: new(5, 0));
        using var process = Start();
        Assert.Equal(0, await Command.Run(["day", "--loaded", .. arguments]));
        Assert.Equal(0, await Command.Run(["check", .. arguments]));
    }

    [Fact]
    public async Task After_kill_9_in_the_middle_what_is_open_waits_for_one_thing_and_the_day_is_played_to_its_end()
    {
        var arguments = await ALoadedCommunity();
        KeepClock(speed: 240, at: new(5, 0));
        using var process = Start();
        using var player = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Command).Assembly.Location, "day", "--loaded", .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        var run = Path.Combine(folder, "run.json");
        await Patiently.Until("half of it is raised", () => Task.FromResult(
            File.Exists(run) && Run.Read(run).Courses.Values.Count(course => course.IsRaised) > Chosen.Length / 2),
            TimeSpan.FromMinutes(5));
        process.Kill();
        player.Kill();

        using var again = Start();
        Assert.Equal(0, await Command.Run(["check", .. arguments]));
        await Command.Run(["day", "--loaded", "--resume", .. arguments]); // what was late may end otherwise than predicted
        Assert.DoesNotContain(Run.Read(run).Courses.Values, course => !course.IsRaised);
        Assert.Equal(0, await Command.Run(["check", .. arguments]));
    }

    /// <summary>How to say where it is. It is loaded while the clock goes slowly: what that takes is nothing of the day.</summary>
    private async Task<string[]> ALoadedCommunity()
    {
        var arguments = Arguments();
        KeepClock(speed: 2, at: new(0, 0));
        using var process = Start();
        Assert.Equal(0, await Command.Run(["load", .. arguments]));
        process.Kill();
        return arguments;
    }

    private StandaloneProcess Start() => new(address, "--data", folder, "--empty");

    private void KeepClock(double speed, TimeOnly at) => File.WriteAllText(
        Path.Combine(folder, "clock.json"),
        JsonSerializer.Serialize(
            new KeptClock(speed, DateTimeOffset.UtcNow, new DateTimeOffset(new(2026, 11, 30), at, Slot.Offset)),
            JsonSerializerOptions.Web));

    /// <summary>A small community, and of its day what can be told in a morning.</summary>
    private string[] Arguments()
    {
        var community = Path.Combine(folder, "small.json");
        File.WriteAllText(community, new CommunityMaker(
            CommunitySize.J with { Members = 60, InService = 10, Volunteers = 50, Residents = 5 }, seed: 3).Make());
        using var whole = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "communities", "j.day.json"));
        var day = DayFile.Read(whole);
        day = day with
        {
            Until = TimeSpan.FromHours(15),
            Whistles =
            [
                .. day.Whistles.Where(script => Chosen.Contains(script.No)).Index().Select(script => script.Item with
                {
                    At = TimeSpan.FromHours(8) + (script.Index * TimeSpan.FromMinutes(4)),
                    Helpers = (script.Item.Helpers ?? new()) with { Minutes = 15 },
                }),
            ],
        };
        File.WriteAllText(Path.Combine(folder, "small.day.json"), JsonSerializer.Serialize(day, CommunityFile.Json));
        return ["--community", community, "--url", $"{address}", "--run", Path.Combine(folder, "run.json")];
    }
}
