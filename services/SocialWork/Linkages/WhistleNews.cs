using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>
/// The newest that was heard of a whistle. What is older is late; what came before the blowing of its round waits here
/// until the linkage opens. Two that are heard at once meet in this row.
/// </summary>
public sealed class WhistleNews
{
    public required Guid WhistleId { get; init; }

    public int Round { get; private set; }

    /// <summary>Of the whistle, as the envelope said.</summary>
    public long Version { get; private set; }

    /// <summary>The round is over: no linkage is opened for it any more.</summary>
    public bool IsOver { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Takes it in; false when something newer was heard before.</summary>
    public bool Hear(int round, long version, bool isOver = false, bool isPaused = false)
    {
        if (version <= Version)
            return false;
        (Round, Version, IsOver, IsPaused) = (round, version, isOver, isPaused);
        return true;
    }

    /// <summary>Whether a blowing of this round comes too late.</summary>
    public bool Overtakes(int round) => Round > round || (Round == round && IsOver);
}

internal static class HearingNews
{
    /// <summary>The row, new when this is the first that is heard of the whistle.</summary>
    public static async Task<WhistleNews> NewsOf(this SocialWorkDb db, Guid whistleId) =>
        await db.WhistleNews.FindAsync(whistleId) ?? db.Add(new WhistleNews { WhistleId = whistleId }).Entity;

    /// <summary>The linkage that the news is for; null when there is none yet, or the news is old.</summary>
    public static async Task<Linkage?> Newest(
        this SocialWorkDb db,
        Guid whistleId,
        int round,
        ConsumeContext context,
        bool isOver = false,
        bool isPaused = false)
    {
        var news = await db.NewsOf(whistleId);
        return news.Hear(round, context.AggregateVersion(), isOver, isPaused)
            ? await db.WholeLinkages.SingleOrDefaultAsync(x => x.WhistleId == whistleId && x.Round == round)
            : null;
    }
}
