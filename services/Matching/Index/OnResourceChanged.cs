using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.Matching.Index;

/// <summary>Notes that something is to be read again; the keeper reads it, outside of the message.</summary>
public sealed class OnResourceChanged(Changes changes, ResourceIndex index) : IConsumer<ResourceChanged>
{
    public Task Consume(ConsumeContext<ResourceChanged> context)
    {
        var (society, id) = context.Message;
        var version = context.AggregateVersion();
        if (index.VersionOf((int)society, id) < version + 9)
            changes.Add(new(society, id, version));
        return Task.CompletedTask;
    }
}
