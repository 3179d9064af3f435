using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Operator;

/// <summary>What reached a consumer on the in-memory bus, and the consumer could not deal with.</summary>
internal sealed class ParkedDeliveries(HouseDatabase database) : IPlace
{
    public string Service => database.Service;

    public string Name => "deliveries";

    public async Task<int> Count()
    {
        await using var db = database.Open();
        return await db.ParkedDeliveries.CountAsync();
    }

    public async Task<List<Aside>> Look(int limit)
    {
        await using var db = database.Open();
        return [.. (await Parked(db, null).Take(limit).ToListAsync()).Select(ToAside)];
    }

    /// <summary>The consumer's own service tells the message again, under its id: those who have dealt with it drop it,
    /// the one that gave it up has no inbox row any more.</summary>
    public Task<List<Aside>> Replay(string? id, Order order) => Each(id, order, async (db, delivery) =>
    {
        if (delivery.Community is "")
            throw new OrderException($"{delivery.MessageId} was parked without its envelope: it can only be discarded.");
        await db.Inbox.Where(row => row.MessageId == delivery.MessageId && row.Consumer == delivery.Consumer)
            .ExecuteDeleteAsync();
        // Another delivery of the message may have brought it back already; locked, so that no relay takes it meanwhile.
        var waits = await db.Outbox.Where(row => row.Id == delivery.MessageId && row.LeaseUntil == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempts, row => row.Attempts));
        if (waits > 0)
            return;
        if (await db.Outbox.AnyAsync(row => row.Id == delivery.MessageId))
            throw new OrderException($"{delivery.MessageId} is on its way to others: try again in a minute.");
        db.Outbox.Add(new OutboxRow
        {
            Id = delivery.MessageId,
            Type = delivery.Type,
            Body = delivery.Body,
            Community = delivery.Community,
            Version = delivery.Version,
            OccurredAt = delivery.OccurredAt,
            NotBefore = db.Now,
        });
    });

    public Task<List<Aside>> Discard(string? id, Order order) => Each(id, order, (_, _) => Task.CompletedTask);

    private async Task<List<Aside>> Each(string? id, Order order, Func<OperatorDb, ParkedDelivery, Task> act)
    {
        var moved = new List<Aside>();
        await using var look = database.Open();
        foreach (var delivery in await Parked(look, id).ToListAsync())
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var taken = await db.ParkedDeliveries
                .Where(x => x.MessageId == delivery.MessageId && x.Consumer == delivery.Consumer).ExecuteDeleteAsync();
            if (taken == 0)
                continue;
            await act(db, delivery);
            var aside = ToAside(delivery);
            db.Log(aside, order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            moved.Add(aside);
        }

        return moved;
    }

    private static IQueryable<ParkedDelivery> Parked(OperatorDb db, string? id)
    {
        var parked = db.ParkedDeliveries.AsNoTracking();
        return (id is null ? parked : Guid.TryParse(id, out var one) ? parked.Where(x => x.MessageId == one)
            : parked.Take(0)).OrderBy(x => x.At);
    }

    private Aside ToAside(ParkedDelivery delivery) => new(
        this, $"{delivery.MessageId}", delivery.Type.Split(',')[0], delivery.Consumer, delivery.Reason, delivery.At,
        delivery.Body);
}
