namespace FiveSocieties.Insights;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Debug, EventName = "insights.event.logged",
        Message = "Event {MessageId} of {Type} is in the log")]
    public static partial void EventLogged(this ILogger log, Guid messageId, string type);
}
