using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.Tests.Messaging.North;

public sealed class OnBellRung(NorthDb db, Script script) : IConsumer<BellRung>
{
    public Task Consume(ConsumeContext<BellRung> context)
    {
        db.Heard.Add(new Heard
        {
            BellId = context.Message.BellId,
            Note = context.Message.Note,
            Community = context.Community(),
            Version = context.AggregateVersion(),
        });
        script.Act("north", context.Message.Note);
        return Task.CompletedTask;
    }
}

/// <summary>Hears each kind on the one queue of the ledger.</summary>
public sealed class Ledger<T>(NorthDb db) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context)
    {
        db.Heard.Add(new Heard
        {
            BellId = Guid.Empty,
            Note = "ledger " + typeof(T).Name,
            Community = context.Community(),
            Version = context.AggregateVersion(),
        });
        return Task.CompletedTask;
    }
}
