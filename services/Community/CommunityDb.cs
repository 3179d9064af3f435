using FiveSocieties.Community.Barriers;
using FiveSocieties.Community.Communities;
using FiveSocieties.Community.Grids;
using FiveSocieties.Community.Places;
using FiveSocieties.Community.Stations;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.Records;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using NetTopologySuite.Geometries;

namespace FiveSocieties.Community;

/// <summary>Territory and whistles of the communities that this service keeps.</summary>
public abstract class CommunityDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<CommunityArea> Communities => Set<CommunityArea>();

    public DbSet<Grid> Grids => Set<Grid>();

    public DbSet<BarrierMap> BarrierMaps => Set<BarrierMap>();

    public DbSet<Station> Stations => Set<Station>();

    public DbSet<Whistle> Whistles => Set<Whistle>();

    public DbSet<WorkYear> WorkYears => Set<WorkYear>();

    public DbSet<ReadReceipt> Receipts => Set<ReadReceipt>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        configuration.AddSealedColumns();
        configuration.Properties<Polygon>().HaveConversion<PolygonColumn>();
        configuration.Properties<IReadOnlyList<BarrierFeature>>()
            .HaveConversion<JsonColumn<BarrierFeature>, JsonCompare<BarrierFeature>>();
        configuration.Properties<IReadOnlyList<NeedLine>>()
            .HaveConversion<JsonColumn<NeedLine>, JsonCompare<NeedLine>>();
        configuration.Properties<IReadOnlyList<WhistleStep>>()
            .HaveConversion<JsonColumn<WhistleStep>, JsonCompare<WhistleStep>>();
        configuration.Properties<IReadOnlyList<CalendarDay>>()
            .HaveConversion<JsonColumn<CalendarDay>, JsonCompare<CalendarDay>>();
        configuration.Properties<IReadOnlyList<string>>().HaveConversion<JsonColumn<string>, JsonCompare<string>>();
        configuration.Properties<WhistlePause>().HaveConversion<JsonRecord<WhistlePause>>();
        configuration.Properties<Deferral>().HaveConversion<JsonRecord<Deferral>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.AddReadReceipts();
        model.Entity<CommunityArea>(area =>
        {
            area.Property(x => x.Id).ValueGeneratedNever();
            area.Property(x => x.Community).HasMaxLength(12);
            area.Property(x => x.Name).HasMaxLength(80);
            area.HasIndex(x => x.Community).IsUnique();
        });
        model.Entity<Grid>(grid =>
        {
            grid.Property(x => x.Id).ValueGeneratedNever();
            grid.Property(x => x.Community).HasMaxLength(12);
            grid.Property(x => x.Level).HasMaxLength(20);
            grid.Property(x => x.Name).HasMaxLength(80);
            grid.HasIndex(x => new { x.Community, x.Id });
            grid.HasIndex(x => new { x.Community, x.West, x.East, x.South, x.North });
            grid.HasIndex(x => x.ParentId);
        });
        model.Entity<BarrierMap>(map =>
        {
            map.Property(x => x.Id).ValueGeneratedNever();
            map.Property(x => x.Community).HasMaxLength(12);
            map.HasIndex(x => x.Community).IsUnique();
            map.Ignore(x => x.Lines);
            map.Ignore(x => x.Areas);
            map.Ignore(x => x.Gates);
        });
        model.Entity<Station>(station =>
        {
            station.Property(x => x.Id).ValueGeneratedNever();
            station.Property(x => x.Community).HasMaxLength(12);
            station.Property(x => x.Kind).HasMaxLength(40);
            station.Property(x => x.Name).HasMaxLength(80);
            station.HasIndex(x => new { x.Community, x.Id });
            station.HasIndex(x => new { x.Community, x.Kind, x.Id });
        });
        model.Entity<Whistle>(whistle =>
        {
            whistle.Property(x => x.Id).ValueGeneratedNever();
            whistle.Property(x => x.Community).HasMaxLength(12);
            whistle.Property(x => x.Class).HasMaxLength(40);
            whistle.Property(x => x.State).HasMaxLength(20);
            whistle.HasIndex(x => new { x.Community, x.Id });
            whistle.HasIndex(x => new { x.Community, x.State, x.Id });
            whistle.HasIndex(x => x.DueAt);
            whistle.HasIndex(x => new { x.MicroGridId, x.Class, x.Id });
            whistle.Property(x => x.OtherBody).HasMaxLength(40);
        });
        model.Entity<WorkYear>(year =>
        {
            year.HasKey(x => x.Year);
            year.Property(x => x.Year).ValueGeneratedNever();
            year.Property(x => x.Version).IsConcurrencyToken();
        });
    }
}

/// <summary>The embedded form: one file.</summary>
public sealed class CommunitySqlite(DbContextOptions<CommunitySqlite> options) : CommunityDb(options);

/// <summary>The distributed form.</summary>
public sealed class CommunityPostgres(DbContextOptions<CommunityPostgres> options) : CommunityDb(options);

/// <summary>For <c>dotnet ef migrations add -c CommunitySqlite -o Migrations/Sqlite</c>; needs no database.</summary>
internal sealed class CommunitySqliteDesign : IDesignTimeDbContextFactory<CommunitySqlite>
{
    public CommunitySqlite CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CommunitySqlite>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef migrations add -c CommunityPostgres -o Migrations/Postgres</c>; needs no server.</summary>
internal sealed class CommunityPostgresDesign : IDesignTimeDbContextFactory<CommunityPostgres>
{
    public CommunityPostgres CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CommunityPostgres>().UseNpgsql("Host=none").Options);
}
