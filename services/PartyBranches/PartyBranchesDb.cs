using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FiveSocieties.PartyBranches;

/// <summary>Branches, members, reports, posts with their claims, and the Party score.</summary>
public abstract class PartyBranchesDb(DbContextOptions options) : SocietyDb(options)
{
    /// <inheritdoc/>
    public override Society Society => Society.PartyBranches;

    public DbSet<Branch> Branches => Set<Branch>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Report> Reports => Set<Report>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<Claim> Claims => Set<Claim>();

    public DbSet<ScoreEntry> Scores => Set<ScoreEntry>();

    /// <summary>Who finishes only after the whistle was closed is scored now.</summary>
    public override async Task Finished(Engagement engagement)
    {
        var closing = await this.Closings.SingleOrDefaultAsync(x =>
            x.WhistleId == engagement.WhistleId && x.Round == engagement.Round);
        if (closing is not null && ScoreEntry.Of(engagement, closing.Code, Now) is { } entry)
            Add(entry);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.AddCalls();
        model.Entity<Branch>(branch =>
        {
            branch.Property(x => x.Id).ValueGeneratedNever();
            branch.Property(x => x.Community).HasMaxLength(12);
            branch.HasIndex(x => new { x.Community, x.Id });
        });
        model.Entity<Member>().HasIndex(x => new { x.BranchId, x.Id });
        model.Entity<Report>(report =>
        {
            report.Property(x => x.Id).ValueGeneratedNever();
            report.Property(x => x.Community).HasMaxLength(12);
            report.HasIndex(x => x.MemberId).IsUnique();
            report.HasIndex(x => new { x.BranchId, x.Id });
        });
        model.Entity<Post>(post =>
        {
            post.Property(x => x.Id).ValueGeneratedNever();
            post.Property(x => x.Community).HasMaxLength(12);
            post.Property(x => x.Class).HasMaxLength(24);
            post.Property(x => x.Title).HasMaxLength(100);
            post.HasIndex(x => new { x.Community, x.Id });
            post.HasIndex(x => new { x.Community, x.Class, x.Id });
        });
        model.Entity<Claim>(claim =>
        {
            claim.Property(x => x.Id).ValueGeneratedNever();
            claim.Property(x => x.Community).HasMaxLength(12);
            claim.Property(x => x.Promise).HasMaxLength(500);
            claim.HasIndex(x => new { x.PostId, x.Id });
            claim.HasIndex(x => new { x.PostId, x.MemberId }).IsUnique();
            claim.HasIndex(x => new { x.PostId, x.OrganisationId }).IsUnique();
        });
        model.Entity<ScoreEntry>(entry =>
        {
            entry.Property(x => x.Id).ValueGeneratedNever();
            entry.Property(x => x.Rule).HasMaxLength(40);
            entry.HasIndex(x => new { x.EngagementId, x.Rule }).IsUnique();
            entry.HasIndex(x => new { x.MemberId, x.Id });
        });
    }
}

public sealed class PartyBranchesSqlite(DbContextOptions<PartyBranchesSqlite> options) : PartyBranchesDb(options);

public sealed class PartyBranchesPostgres(DbContextOptions<PartyBranchesPostgres> options) : PartyBranchesDb(options);

/// <summary>For <c>dotnet ef migrations add … -o Migrations/Sqlite</c>.</summary>
public sealed class PartyBranchesSqliteFactory : IDesignTimeDbContextFactory<PartyBranchesSqlite>
{
    public PartyBranchesSqlite CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PartyBranchesSqlite>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>For <c>dotnet ef migrations add … -o Migrations/Postgres</c>.</summary>
public sealed class PartyBranchesPostgresFactory : IDesignTimeDbContextFactory<PartyBranchesPostgres>
{
    public PartyBranchesPostgres CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PartyBranchesPostgres>().UseNpgsql("Host=design").Options);
}
