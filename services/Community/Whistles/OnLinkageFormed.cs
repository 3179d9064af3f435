using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Community.Whistles;

/// <summary>Enough helpers have accepted.</summary>
public sealed class OnLinkageFormed(CommunityDb db) : IConsumer<LinkageFormed>
{
    public async Task Consume(ConsumeContext<LinkageFormed> context)
    {
        var heard = context.Message;
        var whistle = await db.Heard(heard.WhistleId);
        whistle.Hear(WhistleMove.Form, heard.LinkageId, heard.Round, db.Now);
    }
}
