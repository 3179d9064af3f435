using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>The whistle is closed: its open calls come down, and who served in this round is scored.</summary>
public sealed class OnWhistleClosed(PartyBranchesDb db) : IConsumer<WhistleClosed>
{
    public async Task Consume(ConsumeContext<WhistleClosed> context)
    {
        var closed = context.Message;
        if (!await db.Close(closed))
            return;

        var finished = await db.Engagements.AsNoTracking()
            .Where(x => x.WhistleId == closed.WhistleId && x.Round == closed.Round
                && x.State == EngagementState.Finished)
            .ToListAsync();
        db.AddRange(finished.Select(x => ScoreEntry.Of(x, closed.Code, db.Now)).OfType<ScoreEntry>());
    }
}
