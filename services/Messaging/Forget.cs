using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Messaging;

/// <summary>Forgets what nobody can ask for any more, a few at a time: nobody waits for it.</summary>
internal sealed class Forget<TDb>(TDb db, IOptions<MessagingOptions> options) : ISweep
    where TDb : ServiceDb
{
    private const int Batch = 1000;

    public async Task<int> Run(CancellationToken cancellation)
    {
        var (inbox, answers) = (db.Now - options.Value.KeepInbox, db.Now - options.Value.KeepAnswers);
        return await db.Inbox.Where(x => x.ReceivedAt < inbox).OrderBy(x => x.ReceivedAt).Take(Batch)
                .ExecuteDeleteAsync(cancellation)
            + await db.KeptAnswers.Where(x => x.At < answers).OrderBy(x => x.At).Take(Batch)
                .ExecuteDeleteAsync(cancellation);
    }
}
