using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FiveSocieties.Volunteers;

/// <summary>Volunteers and their teams, what they were asked, and their hours.</summary>
public abstract class VolunteersDb(DbContextOptions options) : SocietyDb(options)
{
    /// <inheritdoc/>
    public override Society Society => Society.Volunteers;

    public DbSet<Volunteer> Volunteers => Set<Volunteer>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<HoursEntry> Hours => Set<HoursEntry>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.AddCalls();
        model.Entity<Volunteer>(volunteer =>
        {
            volunteer.Property(x => x.Number).HasMaxLength(13);
            volunteer.HasIndex(x => x.Number).IsUnique();
        });
        model.Entity<Team>(team =>
        {
            team.Property(x => x.Id).ValueGeneratedNever();
            team.Property(x => x.Community).HasMaxLength(12);
            team.Property(x => x.Name).HasMaxLength(80);
            team.HasIndex(x => new { x.Community, x.Id });
            team.HasMany(x => x.Places).WithOne().HasForeignKey(x => x.TeamId);
        });
        model.Entity<TeamPlace>(place =>
        {
            place.HasKey(x => new { x.TeamId, x.VolunteerId });
            place.HasIndex(x => x.VolunteerId);
        });
        model.Entity<HoursEntry>(entry =>
        {
            entry.Property(x => x.Id).ValueGeneratedNever();
            entry.Property(x => x.Community).HasMaxLength(12);
            entry.HasIndex(x => x.EngagementId).IsUnique();
            entry.HasIndex(x => new { x.VolunteerId, x.Id });
        });
    }
}

public sealed class VolunteersSqlite(DbContextOptions<VolunteersSqlite> options) : VolunteersDb(options);

public sealed class VolunteersPostgres(DbContextOptions<VolunteersPostgres> options) : VolunteersDb(options);

/// <summary>For <c>dotnet ef migrations add … -o Migrations/Sqlite</c>.</summary>
public sealed class VolunteersSqliteFactory : IDesignTimeDbContextFactory<VolunteersSqlite>
{
    public VolunteersSqlite CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<VolunteersSqlite>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>For <c>dotnet ef migrations add … -o Migrations/Postgres</c>.</summary>
public sealed class VolunteersPostgresFactory : IDesignTimeDbContextFactory<VolunteersPostgres>
{
    public VolunteersPostgres CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<VolunteersPostgres>().UseNpgsql("Host=design").Options);
}
