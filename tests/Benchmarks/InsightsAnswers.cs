using System.Diagnostics;
using FiveSocieties.Insights;
using FiveSocieties.Insights.Indicators;
using FiveSocieties.Tests.TestKit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FiveSocieties.Tests.Benchmarks;

/// <summary>
/// Stories and indicators over HTTP from a log of many whistles: what a caller waits, the network aside. Both engines;
/// PostgreSQL where a server can be started.
/// </summary>
public static class InsightsAnswers
{
    private const int Warm = 20;
    private const string Quiet = "None";

    /// <summary>Fills a log on each engine, asks, and prints what was measured, with plans on demand.</summary>
    public static async Task Run(int whistles, int times, bool postgres, bool withPlans, TextWriter print)
    {
        var plans = withPlans ? new Plans() : null;
        await using (var sqlite = new Host { Settings = { ["Logging:LogLevel:Default"] = Quiet } })
            await Measure("SQLite", sqlite, whistles, times, plans, print);
        if (!postgres)
            return;
        await using var server = await RealPostgres.Start();
        var connection = await server.NewDatabase();
        await using (var db = new InsightsPostgres(
            new DbContextOptionsBuilder<InsightsPostgres>().UseNpgsql(connection).Options))
            await db.Database.MigrateAsync();
        await using var host = new Host
        {
            Settings =
            {
                ["Logging:LogLevel:Default"] = Quiet,
                ["Database"] = "PostgreSQL",
                ["ConnectionStrings:Insights"] = connection,
            },
        };
        await Measure("PostgreSQL", host, whistles, times, plans, print);
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task Measure(
        string engine, Host host, int whistles, int times, Plans? plans, TextWriter print)
    {
        if (plans is not null)
            host.Replace.Add(plans.Watch);
        using var http = host.Client("stories.read indicators.read", [.. ManyWhistles.Communities]);
        var watch = Stopwatch.StartNew();
        var rows = await host.Look<InsightsDb, int>(db => FilledLog.Fill(db, new ManyWhistles(whistles).Log()));
        await print.WriteLineAsync(
            $"{engine}: {whistles:N0} whistles, {rows:N0} events, filled in {watch.Elapsed.TotalSeconds:0} s");
        watch.Restart();
        await host.Look<SettleDays, int>(settle => settle.Run(default));
        await print.WriteLineAsync($"  days settled in {watch.Elapsed.TotalSeconds:0} s");

        var random = new Random(5);
        var ids = await Ids(http);
        plans?.Clear();
        var community = ManyWhistles.Communities[0];
        await Time("story", () => $"stories/{ids[random.Next(ids.Count)]}");
        await Time(
            "list of stories, page of 50",
            () => $"stories?community={community}&cursor={ids[random.Next(ids.Count)]}");
        await Time("indicators of a month", () => Period(random, days: 30));
        await Time("indicators of a year", () => Period(random, days: 365));
        await Time("indicators of all four years", () => Period(random, days: 1460));

        async Task Time(string what, Func<string> path)
        {
            var took = new List<double>();
            for (var i = 0; i < Warm + times; i++)
            {
                var asked = Stopwatch.StartNew();
                await http.GetAsync($"/api/v1/{path()}").Body();
                took.Add(asked.Elapsed.TotalMilliseconds);
            }

            await print.WriteLineAsync($"  {what,-30} {Figures.Of(took.Skip(Warm))}");
            if (plans is not null)
                await host.Look<InsightsDb, bool>(async db =>
                {
                    await plans.Print(db, print);
                    return true;
                });
        }
    }

    private static string Period(Random random, int days)
    {
        var from = ManyWhistles.First.AddDays(
            random.Next(ManyWhistles.End.DayNumber - ManyWhistles.First.DayNumber - days + 1));
        var community = ManyWhistles.Communities[random.Next(ManyWhistles.Communities.Count)];
        return $"indicators?community={community}&from={from:yyyy-MM-dd}&to={from.AddDays(days - 1):yyyy-MM-dd}";
    }

    /// <summary>Whistles out of the whole list, one of a page.</summary>
    private static async Task<List<string>> Ids(HttpClient http)
    {
        var (ids, cursor) = (new List<string>(), "");
        while (ids.Count < 100)
        {
            var page = await http.GetAsync(
                $"/api/v1/stories?community={ManyWhistles.Communities[0]}&limit=200{cursor}").Body();
            var items = page.GetProperty("items");
            ids.Add(items[items.GetArrayLength() / 2].GetProperty("whistleId").GetString()!);
            if (!page.TryGetProperty("next", out var next))
                break;
            cursor = $"&cursor={next.GetString()}";
        }

        return ids;
    }

    /// <summary>The real Program, away from its project's folder.</summary>
    private sealed class Host : ServiceHost<InsightsDb>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseContentRoot(Folder);
        }
    }
}
