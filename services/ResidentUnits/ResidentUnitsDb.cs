using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FiveSocieties.ResidentUnits;

/// <summary>Units with their people, things and agreements, residents, and the points bank.</summary>
public abstract class ResidentUnitsDb(DbContextOptions options) : SocietyDb(options)
{
    /// <inheritdoc/>
    public override Society Society => Society.ResidentUnits;

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<ServicePerson> ServicePeople => Set<ServicePerson>();

    public DbSet<Thing> Things => Set<Thing>();

    public DbSet<Agreement> Agreements => Set<Agreement>();

    public DbSet<Resident> Residents => Set<Resident>();

    public DbSet<ServedRound> ServedRounds => Set<ServedRound>();

    public DbSet<PointsAccount> Accounts => Set<PointsAccount>();

    public DbSet<Transfer> Transfers => Set<Transfer>();

    public DbSet<Reservation> Reservations => Set<Reservation>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        configuration.Properties<IReadOnlyList<SharedResource>>()
            .HaveConversion<JsonColumn<SharedResource>, JsonCompare<SharedResource>>();
        configuration.Properties<IReadOnlyList<SharedProject>>()
            .HaveConversion<JsonColumn<SharedProject>, JsonCompare<SharedProject>>();
        configuration.Properties<IReadOnlyList<YearlyTarget>>()
            .HaveConversion<JsonColumn<YearlyTarget>, JsonCompare<YearlyTarget>>();
        configuration.Properties<IReadOnlyList<QuarterlyFeedback>>()
            .HaveConversion<JsonColumn<QuarterlyFeedback>, JsonCompare<QuarterlyFeedback>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.AddCalls();
        model.Entity<ServicePerson>();
        model.Entity<Thing>();
        model.Entity<Unit>(unit =>
        {
            unit.Property(x => x.Id).ValueGeneratedNever();
            unit.Property(x => x.Community).HasMaxLength(12);
            unit.Property(x => x.CreditCode).HasMaxLength(18);
            unit.HasIndex(x => x.CreditCode).IsUnique();
            unit.HasMany(x => x.Serves).WithOne().HasForeignKey(x => x.UnitId);
            unit.Navigation(x => x.Serves).AutoInclude();
        });
        model.Entity<ServedCommunity>(served =>
        {
            served.HasKey(x => new { x.UnitId, x.Community });
            served.Property(x => x.Community).HasMaxLength(12);
            served.HasIndex(x => new { x.Community, x.UnitId });
        });
        model.Entity<Agreement>(agreement =>
        {
            agreement.Property(x => x.Id).ValueGeneratedNever();
            agreement.Property(x => x.Community).HasMaxLength(12);
            agreement.HasIndex(x => new { x.UnitId, x.Id });
        });
        model.Entity<Resident>(resident =>
        {
            resident.Property(x => x.Id).ValueGeneratedNever();
            resident.Property(x => x.Community).HasMaxLength(12);
            resident.HasIndex(x => new { x.Community, x.Id });
            resident.HasIndex(x => new { x.PhoneIndex, x.Community });
        });
        Ledger(model);
    }

    private static void Ledger(ModelBuilder model)
    {
        model.Entity<ServedRound>(round =>
        {
            round.Property(x => x.Id).ValueGeneratedNever();
            round.HasIndex(x => new { x.WhistleId, x.Round }).IsUnique();
            round.HasMany(x => x.Contributions).WithOne().HasForeignKey(x => x.ServedRoundId);
            round.Navigation(x => x.Contributions).AutoInclude();
        });
        model.Entity<Contribution>(contribution =>
        {
            contribution.HasKey(x => x.EngagementId);
            contribution.Property(x => x.EngagementId).ValueGeneratedNever();
        });
        model.Entity<PointsAccount>(account =>
        {
            account.Property(x => x.Id).ValueGeneratedNever();
            account.Property(x => x.Community).HasMaxLength(12);
            account.HasIndex(x => new { x.Community, x.Kind, x.OwnerSociety, x.OwnerId }).IsUnique();
            account.HasIndex(x => new { x.Community, x.Id });
            account.ToTable(table =>
            {
                table.HasCheckConstraint("CK_Accounts_Floor", "\"Balance\" - \"Reserved\" >= \"Floor\"");
                table.HasCheckConstraint("CK_Accounts_Reserved", "\"Reserved\" >= 0");
            });
        });
        model.Entity<Reservation>(reservation =>
        {
            reservation.Property(x => x.Id).ValueGeneratedNever();
            reservation.Property(x => x.Community).HasMaxLength(12);
            reservation.Property(x => x.By).HasMaxLength(100);
            reservation.Property(x => x.EndedBy).HasMaxLength(100);
            reservation.HasIndex(x => new { x.Community, x.Id });
            reservation.HasIndex(x => new { x.DebitId, x.Id });
            reservation.HasIndex(x => new { x.State, x.ExpiresAt });
        });
        model.Entity<Transfer>(transfer =>
        {
            transfer.Property(x => x.Id).ValueGeneratedNever();
            transfer.Property(x => x.Rule).HasMaxLength(40);
            transfer.Property(x => x.By).HasMaxLength(100);
            transfer.HasIndex(x => new { x.Cause, x.Rule }).IsUnique();
            transfer.HasIndex(x => new { x.DebitId, x.Id });
            transfer.HasIndex(x => new { x.CreditId, x.Id });
        });
    }
}

public sealed class ResidentUnitsSqlite(DbContextOptions<ResidentUnitsSqlite> options) : ResidentUnitsDb(options);

public sealed class ResidentUnitsPostgres(DbContextOptions<ResidentUnitsPostgres> options) : ResidentUnitsDb(options);

/// <summary>For <c>dotnet ef migrations add … -o Migrations/Sqlite</c>.</summary>
public sealed class ResidentUnitsSqliteFactory : IDesignTimeDbContextFactory<ResidentUnitsSqlite>
{
    public ResidentUnitsSqlite CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ResidentUnitsSqlite>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>For <c>dotnet ef migrations add … -o Migrations/Postgres</c>.</summary>
public sealed class ResidentUnitsPostgresFactory : IDesignTimeDbContextFactory<ResidentUnitsPostgres>
{
    public ResidentUnitsPostgres CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ResidentUnitsPostgres>().UseNpgsql("Host=design").Options);
}
