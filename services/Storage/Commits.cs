using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FiveSocieties.Storage;

/// <summary>A context that knows what it has saved and told in the transaction that is open.</summary>
public interface IHasNews
{
    (bool Saved, bool Told) News { get; set; }
}

/// <summary>Says, after a commit and never before, that a database holds something new.</summary>
public sealed class Commits<TDb> : DbTransactionInterceptor
    where TDb : DbContext
{
    /// <summary>A commit that changed something.</summary>
    public event Action? Saved;

    /// <summary>An outbox row was among it.</summary>
    public event Action? Told;

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Announce(eventData);

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Announce(eventData);
        return Task.CompletedTask;
    }

    private void Announce(TransactionEndEventData ended)
    {
        if (ended.Context is not IHasNews { News: { Saved: true } news } db)
            return;
        db.News = default;
        Saved?.Invoke();
        if (news.Told)
            Told?.Invoke();
    }
}
