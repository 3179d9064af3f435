using FiveSocieties.Insights;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Insights;

/// <summary>The service on each engine, brought up to date by its own migrations.</summary>
internal static class Engines
{
    private const string Postgres = "PostgreSQL";

    public static TheoryData<string> All => ["Sqlite", Postgres];

    /// <summary>An empty service.</summary>
    public static async Task<ServiceHost<InsightsDb>> Host(string engine)
    {
        var host = new ServiceHost<InsightsDb>();
        if (engine != Postgres)
            return host;
        var connection = await (await RealPostgres.Shared).NewDatabase();
        await using var db = OnPostgres(connection);
        await db.Database.MigrateAsync();
        host.Settings["Database"] = Postgres;
        host.Settings["ConnectionStrings:Insights"] = connection;
        return host;
    }

    /// <summary>A database in which nothing is yet.</summary>
    public static async Task<InsightsDb> Empty(string engine, string folder) => engine == Postgres
        ? OnPostgres(await (await RealPostgres.Shared).NewDatabase())
        : new InsightsSqlite(new DbContextOptionsBuilder<InsightsSqlite>()
            .UseSqlite($"Data Source={Path.Combine(folder, "insights.db")};Pooling=False").Options);

    private static InsightsPostgres OnPostgres(string connection) =>
        new(new DbContextOptionsBuilder<InsightsPostgres>().UseNpgsql(connection).Options);
}
