using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.RealParts.Parcels;

/// <summary>The smallest service there can be: what is sent here arrives here, by way of the bus.</summary>
public abstract class ParcelDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Parcel> Parcels => Set<Parcel>();

    public DbSet<Arrival> Arrivals => Set<Arrival>();
}

public sealed class ParcelSqlite(DbContextOptions<ParcelSqlite> options) : ParcelDb(options);

public sealed class ParcelPostgres(DbContextOptions<ParcelPostgres> options) : ParcelDb(options);

public sealed class Parcel : IAggregate
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public string Community { get; private set; } = "510104001001";

    public long Version { get; set; }
}

/// <summary>Not unique by parcel on purpose: a parcel that arrives twice has two.</summary>
public sealed class Arrival
{
    public long Id { get; private set; }

    public Guid ParcelId { get; init; }

    public required string Envelope { get; init; }
}

/// <summary>Heard by <see cref="OnParcelSent"/>.</summary>
public sealed record ParcelSent(Guid ParcelId);

/// <summary>Heard by nobody.</summary>
public sealed record ParcelLost(Guid ParcelId);

public sealed class OnParcelSent(ParcelDb db) : IConsumer<ParcelSent>
{
    public Task Consume(ConsumeContext<ParcelSent> context)
    {
        db.Add(new Arrival
        {
            ParcelId = context.Message.ParcelId,
            Envelope = $"{context.Community()} {context.AggregateVersion()}",
        });
        return Task.CompletedTask;
    }
}
