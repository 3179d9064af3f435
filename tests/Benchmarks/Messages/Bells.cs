using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Benchmarks.Messages;

/// <summary>A bell was struck.</summary>
public sealed record Struck(Guid Id, string Note);

/// <summary>What the teller commits.</summary>
public sealed class Bell : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string Community { get; init; } = "510104001001";

    public long Version { get; set; }
}

/// <summary>What the hearer commits.</summary>
public sealed class Effect
{
    public Guid Id { get; init; }

    public string Note { get; init; } = "";
}

/// <summary>The teller of the house.</summary>
public class TellerDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Bell> Bells => Set<Bell>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Bell>().Property(x => x.Id).ValueGeneratedNever();
}

public sealed class TellerSqlite(DbContextOptions<TellerSqlite> options) : TellerDb(options);

public sealed class TellerPostgres(DbContextOptions<TellerPostgres> options) : TellerDb(options);

/// <summary>The hearer of the house.</summary>
public class HearerDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Effect>().Property(x => x.Id).ValueGeneratedNever();
}

public sealed class HearerSqlite(DbContextOptions<HearerSqlite> options) : HearerDb(options);

public sealed class HearerPostgres(DbContextOptions<HearerPostgres> options) : HearerDb(options);

/// <summary>The same reaction in the house.</summary>
public sealed class OnStruck(HearerDb db) : IConsumer<Struck>
{
    public Task Consume(ConsumeContext<Struck> context)
    {
        db.Effects.Add(new Effect { Id = context.Message.Id, Note = context.Message.Note });
        return Task.CompletedTask;
    }
}

/// <summary>The same two tables, and nothing that keeps what is said.</summary>
public sealed class BareDb(DbContextOptions<BareDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Bell>().Property(x => x.Id).ValueGeneratedNever();
        modelBuilder.Entity<Effect>().Property(x => x.Id).ValueGeneratedNever();
    }
}
