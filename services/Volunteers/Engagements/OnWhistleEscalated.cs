using FiveSocieties.Calls;
using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Volunteers;

/// <summary>The whistle is with the sub-district: its open calls come down until it is blown again.</summary>
public sealed class OnWhistleEscalated(VolunteersDb db) : IConsumer<WhistleEscalated>
{
    public Task Consume(ConsumeContext<WhistleEscalated> context) => db.HandUp(context.Message);
}
