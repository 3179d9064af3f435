using FiveSocieties.Events;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Engagements;

/// <summary>Invitations that nobody answered in time expire; who accepted and did not come has missed it.</summary>
public sealed class SweepEngagements<TDb>(TDb db) : IDueRows
    where TDb : SocietyDb
{
    /// <inheritdoc/>
    public IQueryable<Guid> Due
    {
        get
        {
            var now = db.Now;
            var unanswered = db.Engagements.Where(x => x.State == EngagementState.Asked && x.AnswerBy < now)
                .Select(x => new { x.Id, At = (DateTimeOffset?)x.AnswerBy });
            var absent = db.Engagements.Where(x => x.State == EngagementState.Accepted && x.StartBy < now)
                .Select(x => new { x.Id, At = x.StartBy });
            return unanswered.Concat(absent).OrderBy(x => x.At).Select(x => x.Id);
        }
    }

    /// <inheritdoc/>
    public async Task Handle(Guid id, CancellationToken cancellation)
    {
        var engagement = await db.Engagements.SingleAsync(x => x.Id == id, cancellation);
        if (engagement.State == EngagementState.Asked && engagement.AnswerBy < db.Now)
            await Expire(engagement);
        else if (engagement.State == EngagementState.Accepted && engagement.StartBy < db.Now)
            await Miss(engagement);
        await db.SaveChangesAsync(cancellation);
    }

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
