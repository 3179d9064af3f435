using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;
using Microsoft.Data.Sqlite;

namespace FiveSocieties.Tests.Flows;

/// <summary>No file may grow any more: the caller is told, nothing is half done, and with room again it goes on.</summary>
public sealed class WhenTheDiskIsFull : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-full-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_acknowledged_stands_and_what_was_refused_never_was()
    {
        using (var before = new StandaloneProcess(Address(), "--data", folder, "Simulate=false"))
            await before.Ready();
        var room = Directory.GetFiles(folder).Max(file => new FileInfo(file).Length) / 1024;

        var (kept, refused) = (new List<Guid>(), new List<Guid>());
        using (var full = StandaloneProcess.WithFilesUpTo(room + 200, Address(), "--data", folder, "Simulate=false"))
        {
            await full.Ready();
            while (refused.Count < 5)
            {
                var (id, answer) = await Raise(full);
                (answer.IsSuccessStatusCode ? kept : refused).Add(id);
                Assert.InRange(kept.Count, 0, 5000);
                if (answer.IsSuccessStatusCode)
                    continue;
                var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
                Assert.Equal((HttpStatusCode.InsufficientStorage, "server.disk-full"),
                    (answer.StatusCode, problem.GetProperty("code").GetString()));
            }

            Assert.NotEmpty(kept);
            Assert.Equal("Raised", (await full.Get($"/api/v1/whistles/{kept[0]}")).GetProperty("state").GetString());
            Assert.True((await full.Http.GetAsync("/health/live")).IsSuccessStatusCode);
            full.Kill();
        }

        foreach (var file in Directory.GetFiles(folder, "*.db"))
            Assert.Equal("ok", Check(file));
        using var after = new StandaloneProcess(Address(), "--data", folder, "Simulate=false");
        await after.Ready();
        foreach (var id in kept)
            Assert.Equal(HttpStatusCode.OK, (await after.Http.GetAsync($"/api/v1/whistles/{id}")).StatusCode);
        foreach (var id in refused)
            Assert.Equal(HttpStatusCode.NotFound, (await after.Http.GetAsync($"/api/v1/whistles/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Raise(after)).Answer.StatusCode);
    }

    private static Uri Address() => new($"http://127.0.0.1:{FreePort.Find()}");

    private static async Task<(Guid Id, HttpResponseMessage Answer)> Raise(StandaloneProcess process)
    {
        var id = Guid.CreateVersion7();
        return (id, await process.Http.PostAsJsonAsync("/api/v1/whistles", new
        {
            id,
            community = Demonstration.Community,
            @class = "elder-care",
            urgency = "General",
            channel = "Resident",
            place = new { longitude = 104.0655, latitude = 30.6575 },
            description = new string('x', 1900),
        }));
    }

    private static string? Check(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return command.ExecuteScalar() as string;
    }
}
