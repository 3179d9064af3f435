using FiveSocieties.Calls;
using FiveSocieties.Events;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The whistle is closed: open calls come down, and whoever has not answered need not.</summary>
public sealed class OnWhistleClosed(SocialWorkDb db) : IConsumer<WhistleClosed>
{
    public async Task Consume(ConsumeContext<WhistleClosed> context)
    {
        var closed = context.Message;
        if (!await db.Close(closed))
            return;
        await db.ForgetOffers(closed.WhistleId, closed.Round);

        var linkage = await db.WholeLinkages
            .SingleOrDefaultAsync(x => x.WhistleId == closed.WhistleId && x.Round == closed.Round);
        if (linkage is not null)
            db.Tell(linkage, linkage.Close(closed.Code, db.Now));
    }
}
