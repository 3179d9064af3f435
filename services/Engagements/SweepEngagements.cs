using FiveSocieties.Events;
using FiveSocieties.Messaging;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Engagements;

/// <summary>Invitations that nobody answered in time expire.</summary>
public sealed class SweepEngagements<TDb>(TDb db) : ISweep
    where TDb : SocietyDb
{
    /// <inheritdoc/>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = db.Now;
        var engagement = await db.Engagements
            .Where(x => x.State == EngagementState.Asked && x.AnswerBy < now)
            .OrderBy(x => x.AnswerBy)
            .FirstOrDefaultAsync(cancel);
        if (engagement is null)
            return 0;

        engagement.Expire();
        await db.Release(engagement);
        db.Publish(engagement, new InvitationExpired(
            engagement.Id, engagement.WhistleId, db.Society, engagement.HelperId));
        await db.SaveChangesAsync(cancel);
        return 1;
    }
}
