using FiveSocieties.Events;
using FiveSocieties.Messaging;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Engagements;

/// <summary>Invitations that nobody answered in time expire; who accepted and did not come has missed it.</summary>
public sealed class SweepEngagements<TDb>(TDb db) : ISweep
    where TDb : SocietyDb
{
    /// <inheritdoc/>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = db.Now;
        if (await Asked(now, cancel) is { } unanswered)
            await Expire(unanswered);
        else if (await Accepted(now, cancel) is { } absent)
            await Miss(absent);
        else
            return 0;
        await db.SaveChangesAsync(cancel);
        return 1;
    }

    private Task<Engagement?> Asked(DateTimeOffset now, CancellationToken cancel) => db.Engagements
        .Where(x => x.State == EngagementState.Asked && x.AnswerBy < now)
        .OrderBy(x => x.AnswerBy).FirstOrDefaultAsync(cancel);

    private Task<Engagement?> Accepted(DateTimeOffset now, CancellationToken cancel) => db.Engagements
        .Where(x => x.State == EngagementState.Accepted && x.StartBy < now)
        .OrderBy(x => x.StartBy).FirstOrDefaultAsync(cancel);

    private async Task Expire(Engagement engagement)
    {
        engagement.Expire();
        await db.Release(engagement);
        db.Publish(engagement, new InvitationExpired(
            engagement.Id, engagement.WhistleId, db.Society, engagement.HelperId));
    }

    private async Task Miss(Engagement engagement)
    {
        engagement.Miss();
        await db.Release(engagement);
        db.Publish(engagement, new EngagementMissed(
            engagement.Id, engagement.WhistleId, db.Society, engagement.HelperId));
    }
}
