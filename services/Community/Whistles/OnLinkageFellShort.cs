using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Community.Whistles;

/// <summary>Nobody is left to ask: the whistle goes to the sub-district.</summary>
public sealed class OnLinkageFellShort(CommunityDb db, ILogger<Whistle> log) : IConsumer<LinkageFellShort>
{
    private const string FellShort = "fell-short";

    public async Task Consume(ConsumeContext<LinkageFellShort> context)
    {
        var heard = context.Message;
        var whistle = await db.Heard(heard.WhistleId);
        if (!whistle.FallShort(heard.LinkageId, heard.Round, FellShort, db.Now))
            return;
        db.Publish(whistle, new WhistleEscalated(whistle.Id, whistle.Round, FellShort));
        log.WhistleWasEscalated(whistle.Id, FellShort);
    }
}
