using FiveSocieties.Events;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Somebody offers (自荐): whoever is still wanted is invited; while the clocks stand still the offer waits.</summary>
public sealed class OnOfferMade(SocialWorkDb db, IOptions<LinkageOptions> options) : IConsumer<OfferMade>
{
    public async Task Consume(ConsumeContext<OfferMade> context)
    {
        var made = context.Message;
        var linkage = await db.WholeLinkages
            .SingleOrDefaultAsync(x => x.WhistleId == made.WhistleId && x.Round == made.Round);
        if (linkage?.PausedAt is not null || linkage is null)
            await db.Keep(made);
        else
            await db.Take([EarlyOffer.Of(made)], linkage, options.Value);
    }
}
