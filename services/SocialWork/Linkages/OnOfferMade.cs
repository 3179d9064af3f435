using FiveSocieties.Events;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Somebody offers (自荐): whoever is still wanted is invited.</summary>
public sealed class OnOfferMade(SocialWorkDb db, IOptions<LinkageOptions> options) : IConsumer<OfferMade>
{
    public async Task Consume(ConsumeContext<OfferMade> context)
    {
        var made = context.Message;
        var linkage = await db.WholeLinkages
            .SingleOrDefaultAsync(x => x.WhistleId == made.WhistleId && x.Round == made.Round);
        var offer = new EarlyOffer
        {
            Id = made.OfferId,
            WhistleId = made.WhistleId,
            Round = made.Round,
            LineId = made.LineId,
            Society = made.Society,
            ResourceId = made.ResourceId,
            Slot = made.Slot,
        };
        if (linkage is null)
        {
            if (!await db.EarlyOffers.AnyAsync(x => x.Id == made.OfferId))
                db.Add(offer);
        }
        else if (linkage.TakeOffer(offer.ToChoice(), options.Value, db.Now) is { } invitation)
            db.Send(linkage, [invitation]);
    }
}
