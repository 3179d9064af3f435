using System.Diagnostics;
using System.Text.Json;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Messaging;

/// <summary>The database of one service. Besides the service's nouns it keeps what makes saying and doing one
/// transaction: outbox, inbox, kept answers. Times are UTC ticks and enums are names on each engine.</summary>
public abstract class ServiceDb(DbContextOptions options) : DbContext(options), IHasNews
{
    private readonly List<(IAggregate Teller, OutboxRow Row, object Message)> pending = [];

    private readonly TimeProvider time = options.FindExtension<CoreOptionsExtension>()?
        .ApplicationServiceProvider?.GetService<TimeProvider>() ?? TimeProvider.System;

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    public DbSet<ParkedDelivery> ParkedDeliveries => Set<ParkedDelivery>();

    public DbSet<OperatorAct> OperatorActs => Set<OperatorAct>();

    /// <summary>The application's clock, UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Saved something, or told something, in the transaction that is open.</summary>
    (bool Saved, bool Told) IHasNews.News { get; set; }

    /// <summary>Tells <paramref name="message"/> in the name of <paramref name="teller"/>: it leaves if, and only if,
    /// the next save commits.</summary>
    public void Publish<T>(IAggregate teller, T message)
        where T : class => Publish(teller, message, Now);

    /// <summary>The same, not before a given time: reminders and clocks.</summary>
    public void Publish<T>(IAggregate teller, T message, DateTimeOffset notBefore)
        where T : class
    {
        var row = new OutboxRow
        {
            Id = Guid.CreateVersion7(),
            Type = Wire.NameOf(message.GetType()),
            TraceParent = Activity.Current?.Id,
            Community = teller.Community,
            OccurredAt = Now,
            NotBefore = notBefore,
        };
        pending.Add((teller, row, message));
        Outbox.Add(row);
    }

    /// <summary>Whether a save failed on a unique key: what is asked for is there already.</summary>
    public bool IsDuplicate(DbUpdateException failure) => Failures.IsDuplicate(failure.InnerException);

    /// <summary>Writes the inbox row; false when it is there already. On PostgreSQL a second replica waits here for the
    /// first to end: no failed insert, no exception as a rule.</summary>
    internal async Task<bool> Receive(Guid message, string consumer, CancellationToken cancellation = default) =>
        await Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Inbox" ("MessageId", "Consumer", "ReceivedAt") VALUES ({message}, {consumer}, {Now.UtcTicks})
            ON CONFLICT DO NOTHING
            """,
            cancellation) > 0;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Seal();
        var saved = base.SaveChanges(acceptAllChangesOnSuccess);
        pending.Clear();
        return saved;
    }

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Seal();
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        pending.Clear();
        return saved;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configuration.Properties<Enum>().HaveConversion<string>();
        configuration.Conventions.Add(_ => new HouseConvention());
    }

    /// <summary>Counts versions and closes the envelopes; may run again after a save that failed.</summary>
    private void Seal()
    {
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        var entries = ChangeTracker.Entries().Where(e => e.State != EntityState.Detached).ToList();
        var wholes = entries.Where(e => e.Entity is IAggregate).ToDictionary(e => (IAggregate)e.Entity);
        var touched = pending.Select(p => p.Teller).Where(wholes.ContainsKey).ToHashSet();
        var byId = wholes.Keys.ToLookup(w => w.Id);
        foreach (var part in entries.Where(e => e.State != EntityState.Unchanged && e.Entity is not IAggregate))
            touched.UnionWith(WholesOf(part).SelectMany(id => byId[id]));

        foreach (var (whole, entry) in wholes)
        {
            var version = entry.Property(nameof(IAggregate.Version));
            if (entry.State == EntityState.Added)
                version.CurrentValue = 1L;
            else if (entry.State != EntityState.Deleted
                && (entry.State == EntityState.Modified || touched.Contains(whole)))
                version.CurrentValue = (long)version.OriginalValue! + 1;
        }

        foreach (var (teller, row, message) in pending)
        {
            row.Version = teller.Version + (wholes.GetValueOrDefault(teller)?.State == EntityState.Deleted ? 1 : 0);
            row.Body = JsonSerializer.Serialize(message, message.GetType(), Wire.Json);
        }

        IHasNews news = this;
        news.News = (news.News.Saved || entries.Exists(e => e.State != EntityState.Unchanged),
            news.News.Told || pending.Count > 0);
    }

    /// <summary>A part that its whole holds by a navigation counts as a change of the whole; one that moves, of both: who changes it
    /// where it was meets who moves it away.</summary>
    private static IEnumerable<Guid> WholesOf(EntityEntry part) =>
        from key in part.Metadata.GetForeignKeys()
        where key.PrincipalToDependent is not null && key.Properties.Count == 1
        let reference = part.Property(key.Properties[0].Name)
        from id in new[] { reference.OriginalValue, reference.CurrentValue }
        where id is Guid
        select (Guid)id;

    /// <summary>What annotations cannot say; a convention, so that no service has to remember to call it.</summary>
    private sealed class HouseConvention : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(
            IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var type in modelBuilder.Metadata.GetEntityTypes())
            {
                if (typeof(IAggregate).IsAssignableFrom(type.ClrType))
                    type.FindProperty(nameof(IAggregate.Version))?.Builder.IsConcurrencyToken(true);
                if (type.ClrType == typeof(OutboxRow))
                {
                    type.Builder.HasIndex([nameof(OutboxRow.NotBefore), nameof(OutboxRow.Sequence)])?
                        .HasFilter("\"ParkedAt\" IS NULL");
                }
            }
        }
    }
}
