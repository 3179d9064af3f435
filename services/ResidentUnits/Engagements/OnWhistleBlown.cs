using FiveSocieties.Calls;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.ResidentUnits;

/// <summary>The whistle is heard: what the units' people could do is listed, so that anybody may offer.</summary>
public sealed class OnWhistleBlown(ResidentUnitsDb db) : IConsumer<WhistleBlown>
{
    public Task Consume(ConsumeContext<WhistleBlown> context) => db.Call(context.Message, context.Community());
}
