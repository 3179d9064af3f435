using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Insights;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Messaging;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Insights;

/// <summary>There is no state beside the log: whoever has the same messages gives the same answers.</summary>
public sealed class ReplayTests
{
    private const string Elsewhere = "510104001002";
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 1, 30, 0, 123, TimeSpan.Zero);

    [Fact]
    public async Task Replayed_into_an_empty_database_the_log_gives_the_same_answers()
    {
        var log = Log();
        await using var first = new ServiceHost<InsightsDb>();
        await Copy(first, log);
        var answers = await Answers(first, log);

        await using var copied = new ServiceHost<InsightsDb>();
        await Copy(copied, Shuffled(log));
        Assert.Equal(answers, await Answers(copied, log));

        await using var told = new ServiceHost<InsightsDb>();
        await Tell(told, Shuffled([.. log, .. log]));
        Assert.Equal(answers, await Answers(told, log));
        Assert.Equal(await Rows(first), await Rows(told));
    }

    [Fact]
    public async Task Rows_logged_before_the_indicators_had_columns_are_read_out_of_their_bodies()
    {
        var log = Log();
        var file = Path.Combine(Directory.CreateTempSubdirectory("five-").FullName, "insights.db");
        await using var db = new InsightsSqlite(
            new DbContextOptionsBuilder<InsightsSqlite>().UseSqlite($"Data Source={file};Pooling=False").Options);
        await db.GetService<IMigrator>().MigrateAsync("Initial");
        foreach (var x in log)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Events" ("Id", "Type", "OccurredAt", "Community", "Version", "WhistleId", "Body")
                VALUES ({x.Id}, {x.Type}, {x.OccurredAt.UtcTicks}, {x.Community}, {x.Version}, {x.WhistleId}, {x.Body})
                """);
        }

        await db.Database.MigrateAsync();

        Assert.Equal(
            log.OrderBy(x => x.Id).Select(x => JsonSerializer.Serialize(x)),
            (await db.Events.ToListAsync()).OrderBy(x => x.Id).Select(x => JsonSerializer.Serialize(x)));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    /// <summary>Whistles of every kind in two communities.</summary>
    private static LoggedEvent[] Log()
    {
        var place = Guid.CreateVersion7();
        return
        [
            .. AWhistle.Solved(Start).Rows(),
            .. AWhistle.Solved(Start.AddDays(1)).Blown().Opened().Closed(ClosingCode.Partly).Rows(),
            .. new AWhistle(Start, Urgency.Complex).Raised().After(3).Blown().Opened()
                .Invited(Society.Volunteers, out var one).After(20).Declined(one).Widened()
                .Invited(Society.PartyBranches, out var two).After(20).Accepted(two).Formed(Society.PartyBranches)
                .After(60).Started(two).After(45).Finished(two, 45).Served(45).Asked()
                .After(4400).Closed(ClosingCode.Silence).Rows(),
            .. Enumerable.Range(0, 6).SelectMany(i => new AWhistle(Start.AddHours(i), place: place).Raised()
                .After(1).Blown().Opened().After(600).FellShort("nursing").Escalated().Rows()),
            .. AWhistle.Solved(Start).Rows(Elsewhere),
            .. new AWhistle(Start).Raised().Rows(Elsewhere),
        ];
    }

    private static LoggedEvent[] Shuffled(LoggedEvent[] rows)
    {
        rows = [.. rows];
        new Random(7).Shuffle(rows);
        return rows;
    }

    private static Task Copy(ServiceHost<InsightsDb> app, LoggedEvent[] rows) => app.Look<InsightsDb, int>(db =>
    {
        db.AddRange(rows);
        return db.SaveChangesAsync();
    });

    private static async Task Tell(ServiceHost<InsightsDb> app, LoggedEvent[] rows)
    {
        using var started = app.CreateClient();
        var bus = app.Services.GetRequiredService<IBus>();
        foreach (var row in rows)
        {
            await bus.Publish(EventTypes.Read(row.Type, row.Body)!, context =>
            {
                context.MessageId = row.Id;
                context.SetEnvelope(row.Community, row.Version, row.OccurredAt);
            });
        }

        var all = rows.DistinctBy(x => x.Id).Count();
        await Patiently.Until($"{all} events are logged", () => app.Look<InsightsDb, bool>(
            async db => await db.Events.CountAsync() == all));
    }

    private static async Task<List<string>> Answers(ServiceHost<InsightsDb> app, LoggedEvent[] log)
    {
        string[] communities = [ServiceHost<InsightsDb>.Community, Elsewhere];
        using var client = app.Client("stories.read indicators.read", communities);
        var paths = log.Select(x => $"stories/{x.WhistleId}").Distinct()
            .Concat(communities.Select(code => $"stories?community={code}"))
            .Concat(communities.Select(code => $"indicators?community={code}&from=2026-10-01&to=2026-10-31"))
            .Append($"indicators?community={communities[0]}&from=2026-10-02&to=2026-10-02");
        var answers = new List<string>();
        foreach (var path in paths)
            answers.Add($"{await client.GetAsync($"/api/v1/{path}").Body()}");
        return answers;
    }

    private static async Task<string[]> Rows(ServiceHost<InsightsDb> app) =>
    [
        .. (await app.Look<InsightsDb, List<LoggedEvent>>(db => db.Events.AsNoTracking().ToListAsync()))
            .OrderBy(x => x.Id).Select(x => JsonSerializer.Serialize(x)),
    ];
}
