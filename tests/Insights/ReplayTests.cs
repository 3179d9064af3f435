using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Insights;
using FiveSocieties.Insights.Courses;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Insights.Indicators;
using FiveSocieties.Messaging;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FiveSocieties.Tests.Insights;

/// <summary>There is nothing beside the log that cannot be folded out of it: whoever has the same messages gives the same
/// answers.</summary>
public sealed class ReplayTests
{
    private const string Elsewhere = "510104001002";
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 1, 30, 0, 123, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Replayed_into_an_empty_database_the_log_gives_the_same_answers(string engine)
    {
        var log = Log();
        await using var first = await Engines.Host(engine);
        await first.Copy(log);
        var answers = await Answers(first, log);

        await using var copied = await Engines.Host(engine);
        await copied.Copy(Shuffled(log));
        Assert.Equal(answers, await Answers(copied, log));

        await using var told = await Engines.Host(engine);
        await Tell(told, Shuffled([.. log, .. log]));
        Assert.Equal(answers, await Answers(told, log));
        Assert.Equal(await Rows(first), await Rows(told));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Rows_of_the_first_version_are_read_out_of_their_bodies_and_their_courses_folded(string engine)
    {
        var log = Log();
        var folder = Directory.CreateTempSubdirectory("five-").FullName;
        await using var db = await Engines.Empty(engine, folder);
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

        Assert.Equal(Texts(log, x => x.Id), Texts(await db.Events.ToListAsync(), x => x.Id));
        Assert.Equal(
            log.Select(x => x.WhistleId).Distinct().Order(),
            (await db.Courses.Where(x => x.RaisedAt != null).Select(x => (Guid?)x.WhistleId).ToListAsync()).Order());
        db.ChangeTracker.Clear();
        await new KeepCourses(db, NullLogger<KeepCourses>.Instance).Run(default);
        Assert.Equal(Texts(Folded(log), x => x.WhistleId), Texts(await db.Courses.ToListAsync(), x => x.WhistleId));
        Directory.Delete(folder, recursive: true);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Days_and_months_that_have_settled_count_the_same_until_one_of_their_whistles_moves(string engine)
    {
        LoggedEvent[] log = [.. Log(), .. Enumerable.Range(1, 9).SelectMany(i => AWhistle.Solved(Start.AddDays(i)).Rows())];
        var moving = new AWhistle(Start.AddDays(4)).Raised().Blown().Opened().Escalated().Deferred();
        await using var app = await Engines.Host(engine);
        await app.Copy([.. log, .. moving.Rows()]);
        var answers = await Answers(app, log);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await app.Look<SettleDays, int>(settle => settle.Run(default));
        Assert.Equal((66, 2), await Settled(app));
        Assert.Equal(answers, await Answers(app, log));

        LoggedEvent[] moved = [.. moving.Closed(ClosingCode.CouldNotBeSolved).Rows().TakeLast(1)];
        await Tell(app, moved, log.Length + 6);
        var now = await Answers(app, log);
        Assert.NotEqual(answers, now);
        Assert.Equal((65, 1), await Settled(app));
        await app.Look<SettleDays, int>(settle => settle.Run(default));
        Assert.Equal((66, 2), await Settled(app));
        Assert.Equal(now, await Answers(app, log));
    }

    [Fact]
    public async Task What_the_courses_have_missed_is_folded_out_of_the_log_and_until_then_no_figure_is_told()
    {
        var log = Log();
        await using var app = new ServiceHost<InsightsDb>();
        await app.Copy(log);
        var answers = await Answers(app, log);
        var first = log[0].WhistleId!.Value;
        await app.Look<InsightsDb, int>(async db =>
            await db.Courses.Where(x => x.WhistleId != first).ExecuteDeleteAsync()
            + await db.Courses.ExecuteUpdateAsync(set => set.SetProperty(x => x.FoldedBy, 0))
            + await db.SettledDays.ExecuteDeleteAsync() + await db.SettledMonths.ExecuteDeleteAsync());

        using var client = app.Client("indicators.read");
        Assert.Equal((503, "indicator.behind", null), await client.GetAsync(
            $"/api/v1/indicators?community={ServiceHost<InsightsDb>.Community}&from=2026-10-01&to=2026-10-31")
            .AsProblem());
        await app.Look<KeepCourses, int>(keep => keep.Run(default));
        Assert.Equal(answers, await Answers(app, log));
    }

    private static Task<(int Days, int Months)> Settled(ServiceHost<InsightsDb> app) =>
        app.Look<InsightsDb, (int, int)>(async db => (
            await db.SettledDays.CountAsync(x => !x.IsStale), await db.SettledMonths.CountAsync(x => !x.IsStale)));

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
            .. new AWhistle(Start).Raised().Blown().Paused().After(2880).Resumed().Rows(),
        ];
    }

    private static LoggedEvent[] Shuffled(LoggedEvent[] rows)
    {
        rows = [.. rows];
        new Random(7).Shuffle(rows);
        return rows;
    }

    private static async Task Tell(ServiceHost<InsightsDb> app, LoggedEvent[] rows, int? logged = null)
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

        var all = logged ?? rows.DistinctBy(x => x.Id).Count();
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
            .Concat(communities.Select(code => $"indicators?community={code}&from=2026-09-20&to=2026-11-05"))
            .Append($"indicators?community={communities[0]}&from=2026-10-02&to=2026-10-02");
        var answers = new List<string>();
        foreach (var path in paths)
            answers.Add($"{await client.GetAsync($"/api/v1/{path}").Body()}");
        return answers;
    }

    /// <summary>The log, and what is folded out of it.</summary>
    private static Task<string[]> Rows(ServiceHost<InsightsDb> app) => app.Look<InsightsDb, string[]>(async db =>
    [
        .. Texts(await db.Events.AsNoTracking().ToListAsync(), x => x.Id),
        .. Texts(await db.Courses.AsNoTracking().ToListAsync(), x => x.WhistleId),
    ]);

    private static IEnumerable<Course> Folded(LoggedEvent[] log) =>
        log.GroupBy(x => x.WhistleId!.Value).Select(told => Course.Of(told.Key, [.. told]));

    private static IEnumerable<string> Texts<T>(IEnumerable<T> rows, Func<T, Guid> id) =>
        rows.OrderBy(id).Select(x => JsonSerializer.Serialize(x));
}
