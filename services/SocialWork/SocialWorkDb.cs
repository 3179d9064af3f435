using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.SocialWork.Agencies;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.SocialWork.SocialWorkers;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FiveSocieties.SocialWork;

/// <summary>Agencies, social workers with their engagements, linkages with their invitations.</summary>
public abstract class SocialWorkDb(DbContextOptions options) : SocietyDb(options)
{
    public override Society Society => Society.SocialWork;

    public DbSet<Agency> Agencies => Set<Agency>();

    public DbSet<SocialWorker> SocialWorkers => Set<SocialWorker>();

    public DbSet<Linkage> Linkages => Set<Linkage>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<MatchedRound> Rounds => Set<MatchedRound>();

    public DbSet<EarlyOffer> EarlyOffers => Set<EarlyOffer>();

    public DbSet<WhistleNews> WhistleNews => Set<WhistleNews>();

    /// <summary>Linkages with all that is theirs: a linkage changes as a whole.</summary>
    public IQueryable<Linkage> WholeLinkages =>
        Linkages.Include(x => x.Invitations).Include(x => x.Proposals).AsSplitQuery();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        configuration.Properties<IReadOnlyList<LinkageLine>>()
            .HaveConversion<JsonColumn<LinkageLine>, JsonCompare<LinkageLine>>();
        configuration.Properties<MatchReasons>().HaveConversion<ReasonsColumn>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.AddCalls();
        model.Entity<SocialWorker>(worker =>
        {
            worker.Property(x => x.Qualification).HasMaxLength(40);
            worker.HasIndex(x => x.AgencyId);
        });
        model.Entity<Agency>(agency =>
        {
            agency.Property(x => x.Id).ValueGeneratedNever();
            agency.Property(x => x.CreditCode).HasMaxLength(18);
            agency.HasIndex(x => x.CreditCode).IsUnique();
            agency.HasMany(x => x.Served).WithOne().HasForeignKey(x => x.AgencyId);
        });
        model.Entity<ServedCommunity>(served =>
        {
            served.HasKey(x => new { x.AgencyId, x.Community });
            served.Property(x => x.Community).HasMaxLength(12);
            served.HasIndex(x => new { x.Community, x.AgencyId });
        });
        model.Entity<Linkage>(linkage =>
        {
            linkage.Property(x => x.Id).ValueGeneratedNever();
            linkage.Property(x => x.Community).HasMaxLength(12);
            linkage.Property(x => x.Subdistrict).HasMaxLength(9);
            linkage.HasIndex(x => new { x.WhistleId, x.Round }).IsUnique();
            linkage.HasIndex(x => new { x.Community, x.State, x.Id });
            linkage.HasIndex(x => new { x.Community, x.Id });
            linkage.HasIndex(x => new { x.InRounds, x.NextLookAt });
            linkage.HasIndex(x => new { x.Subdistrict, x.State, x.InRounds });
            linkage.HasIndex(x => new { x.Subdistrict, x.StartedAt });
            linkage.HasMany(x => x.Invitations).WithOne().HasForeignKey(x => x.LinkageId);
            linkage.HasMany(x => x.Proposals).WithOne().HasForeignKey(x => x.LinkageId);
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.Property(x => x.Id).ValueGeneratedNever();
            invitation.HasIndex(x => new { x.LinkageId, x.Id });
            invitation.HasIndex(x => x.WhistleId);
            invitation.Property(x => x.TakenBack).HasMaxLength(40);
        });
        model.Entity<Proposal>(proposal =>
        {
            proposal.Property(x => x.Id).ValueGeneratedNever();
            proposal.Property(x => x.PolicyVersion).HasMaxLength(40);
        });
        model.Entity<Decision>(decision =>
        {
            decision.Property(x => x.Id).ValueGeneratedNever();
            decision.Property(x => x.Community).HasMaxLength(12);
            decision.Property(x => x.PolicyVersion).HasMaxLength(40);
            decision.Property(x => x.Reason).HasMaxLength(40);
            decision.Property(x => x.By).HasMaxLength(100);
            decision.HasIndex(x => new { x.Community, x.PolicyVersion, x.Verdict, x.Reason });
            decision.HasIndex(x => x.WhistleId);
        });
        model.Entity<MatchedRound>(round =>
        {
            round.Property(x => x.Id).ValueGeneratedNever();
            round.Property(x => x.Subdistrict).HasMaxLength(9);
            round.Property(x => x.PolicyVersion).HasMaxLength(40);
            round.HasIndex(x => new { x.Subdistrict, x.Id });
        });
        model.Entity<WhistleNews>(news =>
        {
            news.HasKey(x => x.WhistleId);
            news.Property(x => x.WhistleId).ValueGeneratedNever();
            news.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<EarlyOffer>(offer =>
        {
            offer.Property(x => x.Id).ValueGeneratedNever();
            offer.HasIndex(x => new { x.WhistleId, x.Round });
        });
    }
}

/// <summary>The database in one SQLite file.</summary>
public sealed class SocialWorkSqlite(DbContextOptions<SocialWorkSqlite> options) : SocialWorkDb(options);

/// <summary>The database on PostgreSQL.</summary>
public sealed class SocialWorkPostgres(DbContextOptions<SocialWorkPostgres> options) : SocialWorkDb(options);

internal sealed class SocialWorkSqliteDesign : IDesignTimeDbContextFactory<SocialWorkSqlite>
{
    public SocialWorkSqlite CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SocialWorkSqlite>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class SocialWorkPostgresDesign : IDesignTimeDbContextFactory<SocialWorkPostgres>
{
    public SocialWorkPostgres CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SocialWorkPostgres>().UseNpgsql("Host=design").Options);
}
