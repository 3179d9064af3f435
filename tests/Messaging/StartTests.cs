using System.Net;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Tests.Messaging.North;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FiveSocieties.Tests.Messaging;

/// <summary>How a process starts on its files, and how it refuses to.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-start-").FullName;

    private string File => Path.Combine(folder, "north.db");

    private Dictionary<string, string?> Settings => new() { ["Data"] = folder };

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_process_is_kept_away_from_the_files()
    {
        await using var first = await Villages.Start(Settings, bus: false);
        var refusal = await Assert.ThrowsAsync<ServiceStartException>(() => Villages.Start(Settings, bus: false));
        Assert.Matches("^The database '.*(north|south).db' is in use by another process.$", refusal.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_database_ends_the_start_with_one_sentence()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000));
        Assert.Equal(
            (1, $"The database '{File}' cannot be used: SQLite Error 26: 'file is not a database'."),
            await Run());
    }

    [Fact]
    public async Task A_folder_that_is_none_ends_the_start_with_one_sentence()
    {
        var blocked = Path.Combine(folder, "data");
        await System.IO.File.WriteAllTextAsync(blocked, "");
        var (code, sentence) = await Run(new() { ["Data"] = blocked });
        Assert.Equal(1, code);
        Assert.Matches("^The database '.*' cannot be used: [^\n]*$", sentence);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_one_sentence()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";
        var (code, sentence) = await Run(new() { ["Data"] = folder, ["urls"] = address }, kestrel: true);
        Assert.Equal((1, $"Failed to bind to address {address}: address already in use."), (code, sentence));
    }

    [Theory]
    [InlineData("Bus", "RabbitMQ", "RabbitMQ:Uri is not set: give the broker's address")]
    [InlineData("RabbitMQ:Uri", "broker:5672", "RabbitMQ:Uri is not an address that begins with amqp:// or amqps://.")]
    [InlineData("Bus", "Rabbit", "Bus is 'Rabbit': it must be InMemory or RabbitMQ.")]
    [InlineData("Database", "PostgreSQL", "ConnectionStrings:North is not set: give the server's address")]
    [InlineData("Database", "Oracle", "Database is 'Oracle': it must be Sqlite or PostgreSQL.")]
    public async Task A_setting_that_is_missing_or_wrong_is_one_sentence(string key, string value, string sentence)
    {
        var settings = new Dictionary<string, string?>(Settings) { [key] = value };
        settings.TryAdd("Bus", settings.ContainsKey("RabbitMQ:Uri") ? "RabbitMQ" : "InMemory");
        var (code, said) = await Run(settings, bus: true);
        Assert.Equal(1, code);
        Assert.StartsWith(sentence, said);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public async Task Migrating_ends_with_success_and_leaves_the_tables()
    {
        Assert.Equal((0, ""), await Run(args: "--migrate"));
        await using var villages = await Villages.Start(Settings, bus: false);
        await villages.Ring("ding");
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_block_the_next_start()
    {
        await Write(
            "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT NOT NULL);"
            + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-24'); CREATE TABLE Old (Number INTEGER);"
            + "INSERT INTO Old VALUES (3);");
        for (var start = 0; start < 2; start++)
        {
            await using var villages = await WithWest(Settings).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(10, await villages.In<WestDb, int>(db => db.Database
                .SqlQuery<int>($"SELECT (SELECT sum(Number) FROM Added) + (SELECT Number FROM Old) AS Value")
                .SingleAsync()));
        }
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await Write(
            "CREATE TABLE \"__EFMigrationsHistory\" (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT NOT NULL);"
            + "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_Future', '20.0');");
        var refusal = await Assert.ThrowsAsync<ServiceStartException>(() => WithWest(Settings));
        Assert.EndsWith("west.db' was written by a newer version of this program.", refusal.Message);
    }

    [Fact]
    public async Task Writers_queue_and_the_gate_opens_however_a_transaction_ends()
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        await villages.In<NorthDb, bool>(async db =>
        {
            await using (await db.Database.BeginTransactionAsync())
                db.Bells.Add(new TowerBell());
            await using (var rolledBack = await db.Database.BeginTransactionAsync())
                await rolledBack.RollbackAsync();
            using (db.Database.BeginTransaction())
                await db.SaveChangesAsync();
            return true;
        });
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => villages.Ring("crowd"))))
            .WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(40, await villages.In<NorthDb, int>(db => db.Bells.CountAsync()));
    }

    private async Task Write(string sql)
    {
        var file = Path.Combine(folder, "west.db");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<(int Code, string Sentence)> Run(
        Dictionary<string, string?>? settings = null,
        bool kestrel = false,
        bool bus = false,
        params string[] args)
    {
        var (said, original) = (new StringWriter(), Console.Error);
        Console.SetError(said);
        try
        {
            var code = await Start.Run(args, _ => Villages.Build(settings ?? Settings, bus, more: builder =>
            {
                if (kestrel)
                    builder.WebHost.UseKestrel();
            })).WaitAsync(TimeSpan.FromSeconds(20));
            return (code, said.ToString().TrimEnd());
        }
        finally
        {
            Console.SetError(original);
        }
    }

    private static Task<Villages> WithWest(Dictionary<string, string?> settings) => Villages.Start(settings, bus: false,
        more: builder => builder.AddServiceDb<WestDb, WestSqlite, WestPostgres>("West"));
}

/// <summary>A village whose tables come by a migration.</summary>
public class WestDb(DbContextOptions options) : ServiceDb(options);

public sealed class WestSqlite(DbContextOptions<WestSqlite> options) : WestDb(options);

public sealed class WestPostgres(DbContextOptions<WestPostgres> options) : WestDb(options);

[DbContext(typeof(WestSqlite)), Migration("20261124000000_Add")]
public sealed class AddNumbers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE TABLE Added (Number INTEGER); INSERT INTO Added VALUES (7);");
}
