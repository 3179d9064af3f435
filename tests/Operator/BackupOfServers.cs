using FiveSocieties.Tests.Messaging;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.Messaging.South;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FiveSocieties.Tests.Operator;

/// <summary>Two databases and a broker are copied while they work, and brought back.</summary>
public sealed class BackupOfServers : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-operator-").FullName;
    private readonly Dictionary<string, string?> settings = new() { ["Database:Create"] = "EnsureCreated" };

    private string Copy => Path.Combine(folder, "copy");

    private string[] Broker => ["--RabbitMQ:Uri", settings["RabbitMQ:Uri"]!, "--RabbitMQ:Management", settings["Api"]!];

    private string[] Where => [.. Broker, .. Of("North"), .. Of("South")];

    private string[] Restore => ["restore", "--from", Copy];

    public async Task InitializeAsync()
    {
        var (server, broker) = (await RealPostgres.Shared, await RealRabbitMq.Shared);
        settings["Database"] = "PostgreSQL";
        settings["ConnectionStrings:North"] = await server.NewDatabase();
        settings["ConnectionStrings:South"] = await server.NewDatabase();
        settings["Bus"] = "RabbitMQ";
        settings["RabbitMQ:Uri"] = $"{await broker.NewVirtualHost()}";
        settings["Api"] = $"{broker.Management}";
    }

    public Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A hearer has messages in hand, one stands in the error queue, and bells go on being rung meanwhile.</summary>
    [Fact]
    public async Task What_was_told_before_is_heard_and_what_was_told_after_never_was()
    {
        var during = new List<string>();
        await using (var villages = await Villages.Start(settings))
        {
            villages.Script.Failures["southhopeless"] = int.MaxValue;
            await villages.Ring("hopeless");
            await Patiently.Until("it is put aside", async () =>
                (await Ask.Done(["list", .. Where])).Contains("South south-errors: 1\n"));
            await Patiently.Until("the broker has counted the queue, and says that nothing is in it", async () =>
                (await (await RealRabbitMq.Shared).Ask(new(settings["RabbitMQ:Uri"]!), "queues", "south-on-bell-rung"))
                    .TryGetProperty("messages", out var messages) && messages.GetInt64() == 0, TimeSpan.FromSeconds(30));
            villages.Script.Barrier = new();
            for (var i = 0; i < 5; i++)
                await villages.Ring($"before{i}");
            await villages.Quiet(); // told, and in nobody's outbox any more

            var backup = Ask.Done(["backup", "--to", Copy, .. Where]);
            for (var clock = DateTime.UtcNow; DateTime.UtcNow < clock.AddSeconds(14) && !backup.IsCompleted;)
            {
                during.Add($"during{during.Count}");
                await villages.Ring(during[^1]);
                await Task.Delay(50);
            }

            Assert.False(backup.IsCompleted, "It waits for what is in hand.");
            Assert.Equal(0, await villages.Hearings<NorthDb>(during[^1])); // who writes goes on, nothing is told
            villages.Script.Barrier.SetResult();
            await backup;
            await villages.Ring("after");
            await villages.BothHear("after");
            foreach (var note in during)
                await villages.BothHear(note); // telling goes on
            Assert.Contains("end all services first", await Ask.Refused([.. Restore, .. Where]));
            villages.Script.Failures["southlost"] = int.MaxValue;
            await villages.Ring("lost");
            await Patiently.Until("it is put aside", async () =>
                (await Ask.Done(["list", .. Where])).Contains("South south-errors: 2\n"));
        }

        NpgsqlConnection.ClearAllPools();
        Assert.Contains("1 messages in their queues; 2 messages of what was there", await Ask.Done([.. Restore, .. Where]));

        await using var restored = await Villages.Start(settings);
        for (var i = 0; i < 5; i++)
            await restored.BothHear($"before{i}");
        foreach (var note in during)
            await restored.BothHear(note);
        await restored.Quiet();
        Assert.Equal((0, 0), (await restored.Hearings<NorthDb>("after"), await restored.Hearings<SouthDb>("after")));
        Assert.Equal(1 + 5 + during.Count, await restored.In<NorthDb, int>(db => db.Bells.CountAsync()));
        Assert.Contains("South south-errors: 1\n", await Ask.Done(["list", .. Where]));
        await Ask.Done(["replay", "--all", "--why", "it is heard by now", .. Where]);
        await restored.BothHear("hopeless");
    }

    /// <summary>What waits for a service that is away is in the broker alone.</summary>
    [Fact]
    public async Task What_waits_for_a_service_that_is_away_goes_along()
    {
        await using (var villages = await Villages.Start(settings))
        {
            villages.Script.Failures["southwaiting"] = 5;
            await villages.Ring("waiting");
            await Patiently.Until("it is put aside", async () =>
                (await Ask.Done(["list", .. Where])).Contains("South south-errors: 1\n"));
            await villages.Quiet();
        }

        await Ask.Done(["replay", "--all", "--why", "it waits in its queue now", .. Where]);
        await Ask.Done(["backup", "--to", Copy, .. Where]);
        await using (var villages = await Villages.Start(settings))
            await villages.BothHear("waiting"); // and it is gone, in what is set aside now

        NpgsqlConnection.ClearAllPools();
        var leaving = new NpgsqlConnection($"{settings["ConnectionStrings:North"]};Pooling=false");
        await leaving.OpenAsync();
        var restore = Ask.Done([.. Restore, .. Where]);
        await Task.Delay(1000);
        Assert.False(restore.IsCompleted, "Who is just leaving is waited for.");
        await leaving.DisposeAsync();
        await restore;
        await using var restored = await Villages.Start(settings);
        await restored.BothHear("waiting");
    }

    [Fact]
    public async Task What_cannot_be_whole_is_refused_and_what_was_interrupted_is_given_again()
    {
        await using (var villages = await Villages.Start(settings))
        {
            await villages.Ring("kept");
            await villages.BothHear("kept");
            await villages.Quiet();
            Assert.Contains("is of a service that is not named",
                await Ask.Refused(["backup", "--to", Copy, .. Broker, .. Of("North")]));
            Assert.Contains("management API", await Ask.Refused(
                ["backup", "--to", Copy, .. Where, "--RabbitMQ:Management", "http://127.0.0.1:9"]));
            villages.Script.Barrier = new();
            await villages.Ring("stuck");
            await villages.Quiet();
            Assert.Contains("of them in hand", await Ask.Refused(["backup", "--to", Copy, "--patience", "1", .. Where]));
            Assert.False(Directory.Exists(Copy));
            villages.Script.Barrier.SetResult();
            await villages.BothHear("stuck");
            await Ask.Done(["backup", "--to", Copy, .. Where]);
        }

        NpgsqlConnection.ClearAllPools();
        Assert.Contains("not Standalone", await Ask.Refused([.. Restore, "--data", folder]));
        Assert.Contains("'south.dump' has nowhere to go", await Ask.Refused([.. Restore, .. Broker, .. Of("North")]));
        var dump = Path.Combine(Copy, "south.dump");
        var whole = await File.ReadAllBytesAsync(dump);
        await File.WriteAllBytesAsync(dump, whole[..^1]);
        Assert.Contains("not as it was", await Ask.Refused([.. Restore, .. Where]));
        await File.WriteAllBytesAsync(dump, whole);

        // Killed when the old ones were set aside and the new ones not yet in place.
        await using (var server = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(settings["ConnectionStrings:North"]) { Database = "postgres" }.ConnectionString))
        {
            await server.OpenAsync();
            var name = new NpgsqlConnectionStringBuilder(settings["ConnectionStrings:North"]).Database;
            await using var half = new NpgsqlCommand($"ALTER DATABASE {name} RENAME TO {name}_restoring", server);
            await half.ExecuteNonQueryAsync();
        }

        await Ask.Done([.. Restore, .. Where]);
        await Ask.Done([.. Restore, .. Where]); // and once more does no harm
        await using var restored = await Villages.Start(settings);
        await restored.BothHear("kept");
        await restored.BothHear("stuck");
    }

    private string[] Of(string service) => [$"--ConnectionStrings:{service}", settings[$"ConnectionStrings:{service}"]!];
}
