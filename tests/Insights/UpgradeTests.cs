using System.Data.Common;
using System.Text.Json;
using FiveSocieties.Insights;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Insights;

/// <summary>The process dies in the middle of a migration, at every statement that it has.</summary>
public sealed class UpgradeTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 1, 30, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Killed_at_any_statement_of_an_upgrade_the_next_start_finishes_it_and_no_row_is_lost(string engine)
    {
        var log = AWhistle.Solved(Start).Rows().ToArray();
        var (statements, died) = (0, true);
        for (; died; statements++)
        {
            var folder = Directory.CreateTempSubdirectory("five-").FullName;
            await using var db = await Engines.Empty(engine, folder);
            await AtFirstVersion(db, log);
            died = await Dies(db, statements);
            if (db.Database.IsSqlite()) // kill -9 leaves it there, as no exception does
                await db.Database.ExecuteSqlAsync(
                    $"""
                    CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT);
                    INSERT OR REPLACE INTO "__EFMigrationsLock" VALUES (1, '2026-10-01')
                    """);

            await NextStart(db, folder).WaitAsync(TimeSpan.FromSeconds(60));

            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
            Assert.Equal(
                log.OrderBy(x => x.Id).Select(x => JsonSerializer.Serialize(x)),
                (await db.Events.AsNoTracking().ToListAsync()).OrderBy(x => x.Id).Select(x => JsonSerializer.Serialize(x)));
            Assert.Equal(log[0].WhistleId, (await db.Courses.AsNoTracking().SingleAsync()).WhistleId);
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(statements > 20, $"{statements} statements are too few to have been killed at.");
    }

    private static async Task AtFirstVersion(InsightsDb db, LoggedEvent[] log)
    {
        await db.GetService<IMigrator>().MigrateAsync("Initial");
        foreach (var x in log)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Events" ("Id", "Type", "OccurredAt", "Community", "Version", "WhistleId", "Body")
                VALUES ({x.Id}, {x.Type}, {x.OccurredAt.UtcTicks}, {x.Community}, {x.Version}, {x.WhistleId}, {x.Body})
                """);
        }
    }

    private static async Task<bool> Dies(InsightsDb db, int at)
    {
        await using var dying = Engines.Again(db, new Death(at));
        try
        {
            await dying.Database.MigrateAsync();
            return false;
        }
        catch (DeadException)
        {
            return true;
        }
    }

    private static async Task NextStart(InsightsDb db, string folder)
    {
        var file = db.Database.IsSqlite() ? Path.Combine(folder, "insights.db") : null;
        await using var services = new ServiceCollection().AddSingleton<HeldFiles>()
            .AddScoped(_ => Engines.Again(db)).BuildServiceProvider();
        var engine = file is null ? typeof(InsightsPostgres) : typeof(InsightsSqlite);
        await using var scope = services.CreateAsyncScope();
        await new ServiceDatabase("Insights", typeof(InsightsDb), engine, file, Create: false, "Outbox")
            .Upgrade(scope.ServiceProvider);
    }

    private sealed class DeadException : Exception;

    /// <summary>What was not committed by then is gone.</summary>
    private sealed class Death(int at) : DbCommandInterceptor
    {
        private int statement;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
            CancellationToken cancellationToken = default) =>
            statement++ == at ? throw new DeadException() : new(result);
    }
}
