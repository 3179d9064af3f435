using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Community.Whistles;

/// <summary>The first helper has begun.</summary>
public sealed class OnLinkageStarted(CommunityDb db) : IConsumer<LinkageStarted>
{
    public async Task Consume(ConsumeContext<LinkageStarted> context)
    {
        var heard = context.Message;
        var whistle = await db.Heard(heard.WhistleId);
        whistle.Hear(WhistleMove.Start, heard.LinkageId, heard.Round, db.Now);
    }
}
