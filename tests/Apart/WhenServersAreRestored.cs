using System.Collections.Concurrent;
using FiveSocieties.Operator;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;
using Npgsql;

namespace FiveSocieties.Tests.Apart;

/// <summary>
/// The drill on servers: a backup in the middle of the day while everybody works, the day goes on, both servers are destroyed,
/// the backup is brought back into new ones. What was acknowledged before it is there and goes on; what was said after
/// it never was; what came while it was made is wholly there, or not at all.
/// </summary>
public sealed class WhenServersAreRestored : IDisposable
{
    private readonly Installation data = new();
    private readonly string folder = Directory.CreateTempSubdirectory("five-drill-").FullName;

    private string Data => data.Folder;

    private string Copy => Path.Combine(folder, "copy");

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_before_the_backup_is_whole_and_what_came_after_can_be_told_again()
    {
        var blown = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToArray();
        var (before, during, after) = (blown[..3], blown[3..5], blown[5]);
        ConcurrentQueue<Guid> early = [], meanwhile = [];
        var late = Guid.CreateVersion7();
        await using (var set = await LocalSet.Start(Data, replicas: 1))
        {
            await Whistles.Ready(set);
            for (var i = 0; i < 20; i++)
                await Raise(set, early);
            for (var i = 0; i < 3; i++)
                await Whistles.Raise(set, before[i], people: 4, inDays: 1 + i);
            var backup = Done(set, "backup", "--to", Copy);
            for (var i = 0; !backup.IsCompleted; i++)
            {
                await Raise(set, meanwhile);
                if (i is 10 or 60)
                    await Whistles.Raise(set, during[i / 60], people: 4, inDays: 4 + (i / 60));
                await Task.Delay(100);
            }

            await backup;
            await Whistles.Raise(set, late, people: 2, blow: false);
            await Whistles.Raise(set, after, people: 4, inDays: 6);
            await Whistles.Closed(set, after);
            Assert.Contains("end all services first", await Refused(set, "restore", "--from", Copy));
            await set.Get($"/api/v1/whistles/{late}");
        }

        Directory.Delete(Path.Combine(Data, "postgres"), recursive: true);
        Directory.Delete(Path.Combine(Data, "rabbitmq"), recursive: true);
        await using var restored = await LocalSet.Start(Data, 1, "--restore", Copy);

        foreach (var whistle in early)
            Assert.Equal(200, await restored.Status($"/api/v1/whistles/{whistle}"));
        foreach (var whistle in (Guid[])[late, after])
        {
            Assert.Equal(404, await restored.Status($"/api/v1/whistles/{whistle}"));
            Assert.Equal(404, await restored.Status($"/api/v1/stories/{whistle}"));
        }

        var there = new List<Guid>();
        foreach (var whistle in (Guid[])[.. early, .. meanwhile, .. blown])
        {
            if (await restored.Status($"/api/v1/whistles/{whistle}") == 200)
                there.Add(whistle);
            else
                Assert.Equal(404, await restored.Status($"/api/v1/stories/{whistle}"));
        }

        foreach (var whistle in there)
            await Patiently.Until("its story is told", async () =>
                await restored.Status($"/api/v1/stories/{whistle}") == 200);
        var (kept, lost) = (blown.Where(there.Contains).ToList(), blown.Where(x => !there.Contains(x)).ToList());
        Assert.Equal(before, kept.Take(3));
        foreach (var noun in (string[])["volunteers", "units", "members", "social-workers"])
        {
            var page = await restored.Get($"/api/v1/{noun}/engagements?limit=200");
            Assert.All(page.GetProperty("items").EnumerateArray(),
                x => Assert.DoesNotContain(x.GetProperty("whistleId").GetGuid(), lost));
        }

        foreach (var whistle in kept)
            await Whistles.Closed(restored, whistle);
        await Balance(restored, kept);

        foreach (var whistle in lost)
            await Whistles.Raise(restored, whistle, people: 4, inDays: 1 + Array.IndexOf(blown, whistle));
        foreach (var whistle in lost)
            await Whistles.Closed(restored, whistle);
        await Balance(restored, blown);
        Assert.Contains("Nothing is put aside.", await Done(restored, "list"));
    }

    private static async Task Balance(LocalSet set, IReadOnlyCollection<Guid> whistles)
    {
        await new Books(set.Get, Demonstration.Community).Balance(whistles, needed: 4);
        await using var connection = new NpgsqlConnection(set.Settings["ConnectionStrings:ResidentUnits"] + ";Pooling=false");
        await connection.OpenAsync();
        await using var sum = new NpgsqlCommand("""SELECT sum("Balance")::bigint FROM "Accounts" """, connection);
        Assert.Equal(0L, await sum.ExecuteScalarAsync());
    }

    /// <summary>A need that waits for its community; its id once it is acknowledged.</summary>
    private static async Task Raise(LocalSet set, ConcurrentQueue<Guid> acknowledged)
    {
        var id = Guid.CreateVersion7();
        await Whistles.Raise(set, id, people: 2, blow: false);
        acknowledged.Enqueue(id);
    }

    private static async Task<string> Done(LocalSet set, params string[] order) => await Said(set, 0, order);

    private static Task<string> Refused(LocalSet set, params string[] order) => Said(set, 1, order);

    private static async Task<string> Said(LocalSet set, int code, string[] order)
    {
        using var said = new StringWriter();
        string[] where = [.. set.Settings.SelectMany(x => (string[])[$"--{x.Key}", x.Value])];
        Assert.True(code == await Desk.Run([.. order, .. where], said, said), $"{said}");
        return $"{said}";
    }
}
