using FiveSocieties.Calls;
using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Volunteers;

/// <summary>The whistle is closed: its open calls come down. The minutes stand, whatever its code.</summary>
public sealed class OnWhistleClosed(VolunteersDb db) : IConsumer<WhistleClosed>
{
    public Task Consume(ConsumeContext<WhistleClosed> context) => db.Close(context.Message);
}
