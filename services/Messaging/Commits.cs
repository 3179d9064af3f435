using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FiveSocieties.Messaging;

/// <summary>Says, after a commit and never before, that a database holds something new.</summary>
public sealed class Commits<TDb> : DbTransactionInterceptor
    where TDb : ServiceDb
{
    internal event Action? Saved;

    /// <summary>An outbox row was among it.</summary>
    internal event Action? Told;

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
        if (ended.Context is not ServiceDb { News: { Saved: true } news } db)
            return;
        db.News = default;
        Saved?.Invoke();
        if (news.Told)
            Told?.Invoke();
    }
}

/// <summary>Wakes one loop; a ring while it works is not lost.</summary>
internal sealed class Bell
{
    private TaskCompletionSource rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Ring() => Volatile.Read(ref rung).TrySetResult();

    /// <summary>Returns when rung or when <paramref name="patience"/> is over.</summary>
    public async Task Wait(TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        await rung.Task.WaitAsync(patience, time, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref rung, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
