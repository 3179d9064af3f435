using FiveSocieties.Events;
using FiveSocieties.Operator;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>
/// The drill: a backup in the middle of the day, the day goes on, everything is destroyed, the backup is brought back.
/// What was said after it never was: nothing half of it is anywhere, and who tells it again finds the platform as it was.
/// </summary>
public sealed class WhenItIsRestored : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-restore-").FullName;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_before_the_backup_is_whole_and_what_came_after_can_be_told_again()
    {
        var whistles = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToArray();
        var backup = Path.Combine(folder, "backup");
        using (var process = Start())
        {
            await process.Ready();
            foreach (var i in (int[])[0, 1, 2])
                await Blow(process, whistles[i], inDays: 1 + i);
            await Done("backup", "--data", Data, "--to", backup);
            Assert.Contains("already", await Refused("backup", "--data", Data, "--to", backup));
            foreach (var i in (int[])[3, 4, 5])
                await Blow(process, whistles[i], inDays: 1 + i);
            Assert.Contains("running", await Refused("restore", "--from", backup, "--data", Data));
            await process.Get($"/api/v1/whistles/{whistles[5]}");
            process.Kill();
        }

        Directory.Delete(Data, recursive: true);
        await Done("restore", "--from", backup, "--data", Data);

        using var restored = Start();
        await restored.Ready();
        var (before, after) = (whistles[..3], whistles[3..]);
        foreach (var whistle in before)
            await Closed(restored, whistle);
        await new Books(restored.Get, Demonstration.Community).Balance(before, needed: 2);
        foreach (var whistle in after)
        {
            Assert.Equal(404, await Status(restored, $"/api/v1/whistles/{whistle}"));
            Assert.Equal(404, await Status(restored, $"/api/v1/stories/{whistle}"));
        }

        foreach (var noun in (string[])["volunteers", "units", "members", "social-workers"])
        {
            var page = await restored.Get($"/api/v1/{noun}/engagements?limit=200");
            Assert.All(page.GetProperty("items").EnumerateArray(),
                x => Assert.DoesNotContain(x.GetProperty("whistleId").GetGuid(), after));
        }

        foreach (var i in (int[])[3, 4, 5])
            await Blow(restored, whistles[i], inDays: 1 + i);
        foreach (var whistle in after)
            await Closed(restored, whistle);
        await new Books(restored.Get, Demonstration.Community).Balance(whistles, needed: 2);
    }

    [Fact]
    public async Task A_backup_that_is_not_as_it_was_made_is_refused_and_touches_nothing()
    {
        var backup = Path.Combine(folder, "backup");
        using (var process = Start())
        {
            await process.Ready();
            await Done("backup", "--data", Data, "--to", backup);
            process.Kill();
        }

        var files = Directory.GetFiles(Data).Order().ToList();
        var damaged = Path.Combine(backup, "community.db");
        await using (var file = File.OpenWrite(damaged))
        {
            file.Position = file.Length / 2;
            file.WriteByte(0xff);
            file.WriteByte(0x00);
        }

        Assert.Contains("not as it was", await Refused("restore", "--from", backup, "--data", Data));
        File.Delete(Path.Combine(backup, "backup.json"));
        Assert.Contains("no whole backup", await Refused("restore", "--from", backup, "--data", Data));
        Assert.Equal(files, Directory.GetFiles(Data).Order());
    }

    private StandaloneProcess Start() => new(new Uri($"http://127.0.0.1:{FreePort.Find()}"), "--data", Data);

    private static async Task<int> Status(StandaloneProcess process, string path)
    {
        using var answer = await process.Http.GetAsync(path);
        return (int)answer.StatusCode;
    }

    private static Task Closed(StandaloneProcess process, Guid whistle) => Patiently.Until(
        "the whistle is closed",
        async () => (await process.Get($"/api/v1/whistles/{whistle}")).GetProperty("state").GetString() == "Closed",
        TimeSpan.FromSeconds(120));

    private static async Task Done(params string[] order) => Assert.Equal("", await Said(0, order));

    private static Task<string> Refused(params string[] order) => Said(1, order);

    private static async Task<string> Said(int code, string[] order)
    {
        using var errors = new StringWriter();
        Assert.True(code == await Desk.Run(order, TextWriter.Null, errors), $"{errors}");
        return $"{errors}";
    }

    /// <summary>Each on a day of its own, as there are only so many helpers.</summary>
    private static Task Blow(StandaloneProcess process, Guid id, int inDays) => process.Post("/api/v1/whistles", new
    {
        id,
        community = Demonstration.Community,
        @class = "elder-care",
        urgency = "Urgent",
        channel = "Resident",
        place = new { longitude = 104.0655, latitude = 30.6575 },
        description = "Somebody to go along, please.",
        blow = true,
        lines = (object[])
        [
            new
            {
                kind = "People",
                skill = "accompany",
                leastLevel = 1,
                quantity = 2,
                slots = (string[])[$"{Slot.Of(DateTimeOffset.UtcNow.AddDays(inDays))}"],
            },
        ],
    });
}
