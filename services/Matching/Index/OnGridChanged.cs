using FiveSocieties.Events;
using MassTransit;

namespace FiveSocieties.Matching.Index;

/// <summary>Notes that the micro-grids and the barriers of a community are to be read again.</summary>
public sealed class OnGridChanged(Changes changes) : IConsumer<GridChanged>
{
    public Task Consume(ConsumeContext<GridChanged> context)
    {
        changes.AddGrids(context.Message.Code);
        return Task.CompletedTask;
    }
}
