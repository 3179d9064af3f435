using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using FiveSocieties.Insights;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Insights;

/// <summary>How the engines would go about each question: by an index, and never through the whole log.</summary>
public sealed class PlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 10, 1, 30, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task No_question_goes_through_the_whole_log(string engine)
    {
        var asked = new Asked();
        await using var app = await Engines.Host(engine);
        app.Replace.Add(services => services
            .ConfigureDbContext<InsightsSqlite>(options => options.AddInterceptors(asked))
            .ConfigureDbContext<InsightsPostgres>(options => options.AddInterceptors(asked)));
        AWhistle[] whistles = [.. Enumerable.Range(0, 400).Select(i => AWhistle.Solved(Start.AddHours(i)))];
        await app.Copy([.. whistles.SelectMany(whistle => whistle.Rows())]);
        if (engine == "PostgreSQL")
            await app.Look<InsightsDb, int>(db => db.Database.ExecuteSqlAsync($"ANALYZE")); // it decides by what it has
        using var client = app.Client("stories.read indicators.read");

        var figures = await Plans(
            $"indicators?community={ServiceHost<InsightsDb>.Community}&from=2026-11-11&to=2026-11-11",
            """FROM "SettledMonths".*ORDER BY""");
        Assert.Equal(3, figures.Count);
        Assert.All(figures, plan => Assert.DoesNotContain("\"Events\" AS", plan.Statement, StringComparison.Ordinal));
        Assert.All(figures, ByIndex);
        var list = await Plans(
            $"stories?community={ServiceHost<InsightsDb>.Community}&limit=5&cursor={whistles[9].Id}",
            """FROM "Courses".*ORDER BY""");
        Assert.Equal(2, list.Count);
        Assert.All(list, ByIndex);
        Assert.All(await Plans($"stories/{whistles[7].Id}", """FROM "Events" """), ByIndex);

        // What runs in the background asks too, by other contexts than that of the request.
        async Task<List<(string Statement, string Plan)>> Plans(string path, string first)
        {
            asked.All.Clear();
            await client.GetAsync($"/api/v1/{path}").Body();
            var context = asked.All.First(x => Regex.IsMatch(x.Text, first, RegexOptions.Singleline)).Context;
            var statements = asked.All.Where(x => x.Context == context).ToList();
            return await app.Look<InsightsDb, List<(string, string)>>(db => Explained(db, statements));
        }
    }

    /// <summary>SQLite says SCAN for a walk through everything, PostgreSQL Seq Scan.</summary>
    private static void ByIndex((string Statement, string Plan) asked)
    {
        Assert.Matches("USING (COVERING )?INDEX|Index (Only )?Scan", asked.Plan);
        Assert.DoesNotMatch("SCAN|Seq Scan", asked.Plan);
    }

    private static async Task<List<(string, string)>> Explained(
        InsightsDb db, List<Statement> statements)
    {
        List<(string, string)> plans = [];
        await db.Database.OpenConnectionAsync();
        foreach (var (_, text, values) in statements)
        {
            await using var explain = db.Database.GetDbConnection().CreateCommand();
            explain.CommandText = !db.Database.IsNpgsql() ? $"EXPLAIN QUERY PLAN {text}"
                : text.Contains("\"Events\" AS") ? $"SET enable_seqscan = on; EXPLAIN {text}"
                : $"SET enable_seqscan = off; EXPLAIN {text}"; // few rows are cheaper without an index; is there one?
            foreach (var (name, value) in values)
            {
                var parameter = explain.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                explain.Parameters.Add(parameter);
            }

            var plan = new List<string>();
            await using var lines = await explain.ExecuteReaderAsync();
            while (await lines.ReadAsync())
                plan.Add($"{lines.GetValue(lines.FieldCount - 1)}");
            plans.Add((text, string.Join('\n', plan)));
        }

        return plans;
    }

    private sealed record Statement(DbContextId Context, string Text, List<(string Name, object? Value)> Values);

    /// <summary>The questions that EF asks.</summary>
    private sealed class Asked : DbCommandInterceptor
    {
        public ConcurrentQueue<Statement> All { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            All.Enqueue(new(eventData.Context!.ContextId, command.CommandText,
                [.. command.Parameters.Cast<DbParameter>().Select(x => (x.ParameterName, x.Value))]));
            return new(result);
        }
    }
}
