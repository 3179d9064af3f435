using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Community.Whistles;

/// <summary>A linker has taken it on: the view shows the linkage.</summary>
public sealed class OnLinkageOpened(CommunityDb db) : IConsumer<LinkageOpened>
{
    public async Task Consume(ConsumeContext<LinkageOpened> context)
    {
        var heard = context.Message;
        var whistle = await db.Heard(heard.WhistleId);
        whistle.Widen(heard.LinkageId, heard.Round, Circle.FiveMinutes);
    }
}
