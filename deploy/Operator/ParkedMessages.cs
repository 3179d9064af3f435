using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Operator;

/// <summary>What a service tells and the bus refuses: rows of its outbox that its relay has given up on.</summary>
internal sealed class ParkedMessages(HouseDatabase database) : IPlace
{
    public string Service => database.Service;

    public string Name => "outbox";

    public async Task<int> Count()
    {
        await using var db = database.Open();
        return await db.Outbox.CountAsync(row => row.ParkedAt != null);
    }

    public async Task<List<Aside>> Look(int limit)
    {
        await using var db = database.Open();
        return [.. (await Parked(db, null).Take(limit).ToListAsync()).Select(ToAside)];
    }

    /// <summary>As if it had just been told: all its tries are before it again.</summary>
    public Task<List<Aside>> Replay(string? id, Order order) => Each(id, order, (db, row) => db.Outbox
        .Where(x => x.Sequence == row.Sequence && x.ParkedAt != null)
        .ExecuteUpdateAsync(set => set
            .SetProperty(x => x.ParkedAt, (DateTimeOffset?)null)
            .SetProperty(x => x.Attempts, 0)
            .SetProperty(x => x.NotBefore, db.Now)));

    public Task<List<Aside>> Discard(string? id, Order order) => Each(id, order, (db, row) => db.Outbox
        .Where(x => x.Sequence == row.Sequence && x.ParkedAt != null).ExecuteDeleteAsync());

    private async Task<List<Aside>> Each(string? id, Order order, Func<OperatorDb, OutboxRow, Task<int>> act)
    {
        var moved = new List<Aside>();
        await using var look = database.Open();
        foreach (var row in await Parked(look, id).ToListAsync())
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (await act(db, row) == 0)
                continue;
            var aside = ToAside(row);
            db.Log(aside, order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            moved.Add(aside);
        }

        return moved;
    }

    private static IQueryable<OutboxRow> Parked(OperatorDb db, string? id)
    {
        var parked = db.Outbox.AsNoTracking().Where(row => row.ParkedAt != null);
        return (id is null ? parked : Guid.TryParse(id, out var one) ? parked.Where(row => row.Id == one)
            : parked.Take(0)).OrderBy(row => row.Sequence);
    }

    private Aside ToAside(OutboxRow row) =>
        new(this, $"{row.Id}", row.Type.Split(',')[0], null, row.LastError ?? "", row.ParkedAt, row.Body);
}
