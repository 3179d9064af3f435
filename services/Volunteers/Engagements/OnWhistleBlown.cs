using FiveSocieties.Calls;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.Volunteers;

/// <summary>The whistle is heard: what the volunteers could do is listed, so that anybody may offer.</summary>
public sealed class OnWhistleBlown(VolunteersDb db) : IConsumer<WhistleBlown>
{
    public Task Consume(ConsumeContext<WhistleBlown> context) => db.Call(context.Message, context.Community());
}
