using FiveSocieties.Insights.EventLog;
using FiveSocieties.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FiveSocieties.Insights;

/// <summary>The event log. Nothing in it is ever changed.</summary>
public abstract class InsightsDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<LoggedEvent> Events => Set<LoggedEvent>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.Entity<LoggedEvent>(log =>
        {
            log.Property(x => x.Id).ValueGeneratedNever();
            log.Property(x => x.Community).HasMaxLength(12);
            log.Property(x => x.Type).HasMaxLength(40);
            log.Property(x => x.Code).HasMaxLength(40);
            log.HasIndex(x => new { x.WhistleId, x.OccurredAt });

            // The indicators of a period read these two indexes and, but for the few unmet needs, no row of the table.
            log.HasIndex(x => new { x.Community, x.Type, x.OccurredAt, x.WhistleId, x.Code, x.Urgency });
            log.HasIndex(x => new
            {
                x.Community,
                x.Type,
                x.WhistleId,
                x.OccurredAt,
                x.Round,
                x.Version,
                x.Code,
                x.Amount,
                x.Due,
                x.InvitationId,
            }).HasDatabaseName("IX_Events_OfWhistles");
        });
    }
}

/// <summary>The log in one SQLite file.</summary>
public sealed class InsightsSqlite(DbContextOptions<InsightsSqlite> options) : InsightsDb(options);

/// <summary>The log in a PostgreSQL database.</summary>
public sealed class InsightsPostgres(DbContextOptions<InsightsPostgres> options) : InsightsDb(options);

internal sealed class InsightsSqliteDesign : IDesignTimeDbContextFactory<InsightsSqlite>
{
    public InsightsSqlite CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<InsightsSqlite>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class InsightsPostgresDesign : IDesignTimeDbContextFactory<InsightsPostgres>
{
    public InsightsPostgres CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<InsightsPostgres>().UseNpgsql("Host=design").Options);
}
