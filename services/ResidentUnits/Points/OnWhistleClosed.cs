using FiveSocieties.Calls;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.ResidentUnits;

/// <summary>The whistle is closed: its open calls come down, and who served in this round is credited.</summary>
public sealed class OnWhistleClosed(ResidentUnitsDb db, CreditRound credit) : IConsumer<WhistleClosed>
{
    public async Task Consume(ConsumeContext<WhistleClosed> context)
    {
        var closed = context.Message;
        await db.Close(closed);
        var round = await credit.Find(closed.WhistleId, closed.Round, context.Community());
        round.Close(closed.Code);
        await credit.Credit(round);
    }
}
