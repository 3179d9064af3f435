using System.Diagnostics;
using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.SocialWork.SocialWorkers;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>
/// A whistle is blown: one social worker becomes the linker, the linkage opens and looks for help, and social workers
/// may offer.
/// </summary>
public sealed class OnWhistleBlown(
    SocialWorkDb db, IOptions<LinkageOptions> options, ILogger<OnWhistleBlown> log) : IConsumer<WhistleBlown>
{
    public async Task Consume(ConsumeContext<WhistleBlown> context)
    {
        var (blown, community, now) = (context.Message, context.Community(), db.Now);
        var earlier = await db.WholeLinkages.Where(x => x.WhistleId == blown.WhistleId)
            .OrderBy(x => x.Round).ToListAsync();
        if (earlier.Exists(x => x.Round >= blown.Round)
            || await db.Closings.AnyAsync(x => x.WhistleId == blown.WhistleId && x.Round >= blown.Round))
            return;
        var news = await db.NewsOf(blown.WhistleId);
        if (news.Overtakes(blown.Round))
            return;
        news.Hear(blown.Round, context.AggregateVersion());

        var linkage = Linkage.Open(
            community, blown.WhistleId, blown.Round, blown.MicroGridId, blown.Urgency,
            [.. blown.Lines.Select(LinkageLine.Of)], now, Activity.Current?.Id, blown.From);
        linkage.Take(await db.Linker(community, earlier.LastOrDefault()?.LinkerId));
        if (linkage.InRounds)
            linkage.AwaitRound(await NextRound(linkage) ?? now + options.Value.RoundEvery);
        db.Add(linkage);
        await db.Call(blown, community);

        db.Publish(linkage, new LinkageOpened(linkage.Id, linkage.WhistleId, linkage.Round));
        if (linkage.Circle > Circle.FiveMinutes) // whoever counts by circles hears of this one too
            db.Publish(linkage, new CircleWidened(linkage.Id, linkage.WhistleId, linkage.Round, linkage.Circle));
        foreach (var round in earlier)
            db.Tell(linkage, linkage.TakeOver(round, now));
        if (news.IsPaused)
            db.Tell(linkage, linkage.Pause(now));
        else
            await db.TakeOffers(linkage, options.Value);
        log.LinkageOpened(linkage.Id, linkage.WhistleId, linkage.Round);
    }

    /// <summary>The round that the sub-district already waits for.</summary>
    private Task<DateTimeOffset?> NextRound(Linkage linkage) => db.Linkages
        .Where(x => x.InRounds && x.NextLookAt != null && x.Subdistrict == linkage.Subdistrict)
        .OrderBy(x => x.NextLookAt).Select(x => x.NextLookAt).FirstOrDefaultAsync();
}
