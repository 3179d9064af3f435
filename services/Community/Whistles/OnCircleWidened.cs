using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Community.Whistles;

/// <summary>Help is looked for further away: the view shows how far.</summary>
public sealed class OnCircleWidened(CommunityDb db) : IConsumer<CircleWidened>
{
    public async Task Consume(ConsumeContext<CircleWidened> context)
    {
        var heard = context.Message;
        var whistle = await db.Heard(heard.WhistleId);
        whistle.Widen(heard.LinkageId, heard.Round, heard.Circle);
    }
}
