using FiveSocieties.Calls;
using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.ResidentUnits;

/// <summary>The whistle is with the sub-district: its open calls come down until it is blown again.</summary>
public sealed class OnWhistleEscalated(ResidentUnitsDb db) : IConsumer<WhistleEscalated>
{
    public Task Consume(ConsumeContext<WhistleEscalated> context) => db.HandUp(context.Message);
}
