using FiveSocieties.Calls;
using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>
/// An offer that came before the blowing it answers, or while the clocks stand still: it is taken when the linkage opens
/// or looks on.
/// </summary>
public sealed class EarlyOffer
{
    /// <summary>The offer's own id.</summary>
    public required Guid Id { get; init; }

    public required Guid WhistleId { get; init; }

    public required int Round { get; init; }

    public required Guid LineId { get; init; }

    public required Society Society { get; init; }

    public required Guid ResourceId { get; init; }

    public required Slot Slot { get; init; }

    public static EarlyOffer Of(OfferMade made) => new()
    {
        Id = made.OfferId,
        WhistleId = made.WhistleId,
        Round = made.Round,
        LineId = made.LineId,
        Society = made.Society,
        ResourceId = made.ResourceId,
        Slot = made.Slot,
    };

    public Choice ToChoice() => new(LineId, Society, ResourceId, Slot);
}

/// <summary>Whoever keeps an offer and whoever takes the kept ones at once meet in the row of the whistle.</summary>
internal static class KeepingOffers
{
    /// <summary>Keeps it, unless the round is over.</summary>
    public static async Task Keep(this SocialWorkDb db, OfferMade made)
    {
        var heard = await db.HeardOf(made.WhistleId);
        if (heard.Overtakes(made.Round, isOver: true) || await db.EarlyOffers.AnyAsync(x => x.Id == made.OfferId))
            return;
        heard.Touch();
        db.Add(EarlyOffer.Of(made));
    }

    /// <summary>Whoever offered, in the order of the offers, is invited as far as somebody is still wanted.</summary>
    public static async Task TakeOffers(this SocialWorkDb db, Linkage linkage, LinkageOptions options)
    {
        (await db.HeardOf(linkage.WhistleId)).Touch();
        var offers = await db.EarlyOffers.Where(x => x.WhistleId == linkage.WhistleId && x.Round == linkage.Round)
            .OrderBy(x => x.Id).ToListAsync();
        db.RemoveRange(offers);
        await db.Take(offers, linkage, options);
    }

    /// <summary>Invites whoever of these is wanted and was not asked before.</summary>
    public static async Task Take(
        this SocialWorkDb db, IReadOnlyCollection<EarlyOffer> offers, Linkage linkage, LinkageOptions options)
    {
        if (offers.Count == 0)
            return;
        var excluded = await db.AskedBefore(linkage);
        foreach (var offer in offers)
        {
            if (linkage.TakeOffer(offer.ToChoice(), excluded, options, db.Now) is { } invitation)
                db.Send(linkage, [invitation]);
        }
    }

    /// <summary>The round is over: what was kept for it, or for an earlier one, waits for nothing.</summary>
    public static async Task ForgetOffers(this SocialWorkDb db, Guid whistleId, int round) =>
        db.RemoveRange(await db.EarlyOffers.Where(x => x.WhistleId == whistleId && x.Round <= round).ToListAsync());
}
