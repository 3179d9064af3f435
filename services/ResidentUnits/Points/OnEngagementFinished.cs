using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.ResidentUnits;

/// <summary>Somebody of any society has served: remembered until the round is closed, or credited if it is.</summary>
public sealed class OnEngagementFinished(CreditRound credit) : IConsumer<EngagementFinished>
{
    public async Task Consume(ConsumeContext<EngagementFinished> context)
    {
        var finished = context.Message;
        var round = await credit.Find(finished.WhistleId, finished.Round, context.Community());
        round.Remember(finished);
        await credit.Credit(round);
    }
}
