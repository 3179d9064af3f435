using System.Text.Json;
using FiveSocieties.Insights;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Insights;

/// <summary>The process dies in the middle of a migration, at every statement that it has.</summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 1, 30, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("five-").FullName;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Killed_at_any_statement_of_an_upgrade_the_next_start_finishes_it_and_no_row_is_lost(string engine)
    {
        var log = AWhistle.Solved(Start).Rows().ToArray();
        using var old = await AtFirstVersion(engine, log);
        var (statements, died) = (0, true);
        for (; died; statements++)
        {
            using var copy = await old.Copy();
            died = await copy.DiesAt(statements);
            await copy.Upgrade().WaitAsync(TimeSpan.FromSeconds(60));

            await using var db = (InsightsDb)copy.Open();
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
            Assert.Equal(
                log.OrderBy(x => x.Id).Select(x => JsonSerializer.Serialize(x)),
                (await db.Events.AsNoTracking().ToListAsync()).OrderBy(x => x.Id).Select(x => JsonSerializer.Serialize(x)));
            Assert.Equal(log[0].WhistleId, (await db.Courses.AsNoTracking().SingleAsync()).WhistleId);
        }

        Assert.True(statements > 20, $"{statements} statements are too few to have been killed at.");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<OldDatabase> AtFirstVersion(string engine, LoggedEvent[] log)
    {
        var old = engine == "Sqlite"
            ? await OldDatabase.At(typeof(InsightsSqlite), folder, "Initial")
            : await OldDatabase.At(typeof(InsightsPostgres), null, "Initial");
        await using var db = old.Open();
        foreach (var x in log)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Events" ("Id", "Type", "OccurredAt", "Community", "Version", "WhistleId", "Body")
                VALUES ({x.Id}, {x.Type}, {x.OccurredAt.UtcTicks}, {x.Community}, {x.Version}, {x.WhistleId}, {x.Body})
                """);
        }

        return old;
    }
}
