using Microsoft.Extensions.Logging;

namespace FiveSocieties.Messaging;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, EventName = "messaging.relay.failed", Message = "Relay {Database} failed")]
    public static partial void RelayFailed(this ILogger log, Exception exception, string database);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "messaging.bus.away",
        Message = "The bus is away, {Waiting} messages wait in {Database}: {Reason}")]
    public static partial void BusAway(this ILogger log, int waiting, string database, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "messaging.row.failed",
        Message = "Message {MessageId} of {Type} failed, try {Attempts}: {Reason}")]
    public static partial void RowFailed(this ILogger log, Guid messageId, string type, int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Error, EventName = "messaging.row.parked",
        Message = "Message {MessageId} of {Type} is parked after {Attempts} tries: {Reason}")]
    public static partial void RowParked(this ILogger log, Guid messageId, string type, int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Error, EventName = "messaging.delivery.parked",
        Message = "Delivery of {MessageId} to {Consumer} is parked: {Reason}")]
    public static partial void DeliveryParked(this ILogger log, Guid messageId, string consumer, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "messaging.unheard",
        Message = "{Count} messages stand in unheard: nobody is bound to them")]
    public static partial void Unheard(this ILogger log, uint count);
}
