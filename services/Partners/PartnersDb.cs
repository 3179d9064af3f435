using FiveSocieties.Messaging;
using FiveSocieties.Partners.Clients;
using FiveSocieties.Partners.Organisations;
using FiveSocieties.Partners.Tokens;
using FiveSocieties.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FiveSocieties.Partners;

/// <summary>Who may call the platform: organisations, their clients, and the key that signs tokens.</summary>
public abstract class PartnersDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Client> Clients => Set<Client>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        configuration.AddSealedColumns();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.Entity<Organisation>(organisation =>
        {
            organisation.Property(x => x.Id).ValueGeneratedNever();
            organisation.Property(x => x.Name).HasMaxLength(Organisation.LongestName);
            organisation.HasMany(x => x.Serves).WithOne().HasForeignKey(x => x.OrganisationId);
            organisation.HasMany(x => x.Clients).WithOne().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<Service>(service =>
        {
            service.HasKey(x => new { x.OrganisationId, x.Community });
            service.Property(x => x.Community).HasMaxLength(12);
            service.HasIndex(x => x.Community);
        });
        model.Entity<Client>(client =>
        {
            client.HasQueryFilter(x => x.RevokedAt == null);
            client.Property(x => x.Id).ValueGeneratedNever();
            client.Property(x => x.ClientId).HasMaxLength(100);
            client.HasIndex(x => x.ClientId).IsUnique();
            client.Property(x => x.ClientType).HasMaxLength(50);
            client.Property(x => x.ConcurrencyToken).HasMaxLength(50).IsConcurrencyToken();
            client.HasIndex(x => new { x.OrganisationId, x.Id });
            foreach (var unused in Client.Unused)
                client.Ignore(unused);
        });
        model.Entity<SigningKey>(key =>
        {
            key.HasKey(x => x.Slot);
            key.Property(x => x.Slot).ValueGeneratedNever();
        });
    }
}

public sealed class PartnersSqlite(DbContextOptions<PartnersSqlite> options) : PartnersDb(options);

public sealed class PartnersPostgres(DbContextOptions<PartnersPostgres> options) : PartnersDb(options);

/// <summary>Makes migrations without a running service: <c>dotnet ef migrations add</c>.</summary>
public sealed class PartnersSqliteDesign : IDesignTimeDbContextFactory<PartnersSqlite>
{
    public PartnersSqlite CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PartnersSqlite>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>The same for PostgreSQL.</summary>
public sealed class PartnersPostgresDesign : IDesignTimeDbContextFactory<PartnersPostgres>
{
    public PartnersPostgres CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PartnersPostgres>().UseNpgsql("Host=localhost").Options);
}
