using FiveSocieties.Insights.Courses;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Insights.Indicators;
using FiveSocieties.Messaging;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FiveSocieties.Insights;

/// <summary>The event log, in which nothing is ever changed, and what is folded out of it.</summary>
public abstract class InsightsDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<LoggedEvent> Events => Set<LoggedEvent>();

    public DbSet<Course> Courses => Set<Course>();

    public DbSet<SettledDay> SettledDays => Set<SettledDay>();

    public DbSet<SettledMonth> SettledMonths => Set<SettledMonth>();

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
        });
        model.Entity<Course>(course =>
        {
            course.HasKey(x => x.WhistleId);
            course.Property(x => x.WhistleId).ValueGeneratedNever();
            course.Property(x => x.Community).HasMaxLength(12);
            course.Property(x => x.Class).HasMaxLength(40);
            course.Property(x => x.End).HasMaxLength(40);
            course.Property(x => x.Missing)
                .HasConversion<JsonColumn<MissingSkill>, JsonCompare<MissingSkill>>();
            course.HasIndex(x => new { x.Community, x.WhistleId });
            course.HasIndex(x => new { x.Community, x.RaisedAt });
        });
        model.Entity<SettledDay>(day =>
        {
            day.HasKey(x => new { x.Community, x.Day });
            day.Property(x => x.Community).HasMaxLength(12);
            day.Ignore(x => x.Figures);
        });
        model.Entity<SettledMonth>(month =>
        {
            month.HasKey(x => new { x.Community, x.Month });
            month.Property(x => x.Community).HasMaxLength(12);
            month.Ignore(x => x.Figures);
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
