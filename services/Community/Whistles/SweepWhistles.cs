using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Community.Whistles;

/// <summary>
/// Clocks that have struck: silence closes what was served, a pause ends, what is late goes to the sub-district.
/// </summary>
public sealed class SweepWhistles(CommunityDb db, IOptions<WhistleOptions> clocks, ILogger<Whistle> log) : IDueRows
{
    private const string Late = "resolve-by-passed";

    /// <inheritdoc/>
    public IQueryable<Guid> Due
    {
        get
        {
            var now = db.Now;
            return db.Whistles.Where(x => x.DueAt <= now).OrderBy(x => x.DueAt).Select(x => x.Id);
        }
    }

    /// <inheritdoc/>
    public async Task Handle(Guid id, CancellationToken cancellation)
    {
        var now = db.Now;
        var whistle = await db.Whistles.SingleOrDefaultAsync(x => x.Id == id && x.DueAt <= now, cancellation);
        if (whistle is null)
            return;

        if (whistle.Allows(WhistleMove.FallSilent))
            Close(whistle);
        else if (whistle.Pause is not null)
            await Resume(whistle, cancellation);
        else
            Escalate(whistle);
        await db.SaveChangesAsync(cancellation);
    }

    private void Close(Whistle whistle)
    {
        whistle.FallSilent(db.Now);
        db.Publish(whistle, new WhistleClosed(whistle.Id, whistle.Round, ClosingCode.Silence));
        log.WhistleFellSilent(whistle.Id);
    }

    private async Task Resume(Whistle whistle, CancellationToken cancellation)
    {
        whistle.RunClocks(await db.Clocks(clocks.Value, cancellation), db.Now);
        db.Resumed(whistle);
    }

    private void Escalate(Whistle whistle)
    {
        whistle.RunLate(Late, db.Now);
        db.Publish(whistle, new WhistleEscalated(whistle.Id, whistle.Round, Late));
        log.WhistleWasEscalated(whistle.Id, Late);
    }
}
