using System.Reflection;
using System.Text.Json;
using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.EventLog;

/// <summary>Writes any event into the log. One class for all: a new event is heard without a line here.</summary>
public sealed class LogEvent<T>(InsightsDb db, ILogger<LogEvent<T>> log) : IConsumer<T>
    where T : class
{
    private static readonly PropertyInfo? WhistleId = typeof(T).GetProperty(nameof(LoggedEvent.WhistleId));

    public async Task Consume(ConsumeContext<T> context)
    {
        var id = context.MessageId!.Value;
        if (await db.Events.AnyAsync(x => x.Id == id))
            return;

        db.Add(new LoggedEvent
        {
            Id = id,
            Type = typeof(T).Name,
            OccurredAt = context.OccurredAt(),
            Community = context.Community(),
            Version = context.AggregateVersion(),
            WhistleId = (Guid?)WhistleId?.GetValue(context.Message),
            Body = JsonSerializer.Serialize(context.Message, Wire.Json),
        });
        log.EventLogged(id, typeof(T).Name);
    }
}
