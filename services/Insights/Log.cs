namespace FiveSocieties.Insights;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Debug, EventName = "insights.event.logged",
        Message = "Event {MessageId} of {Type} is in the log")]
    public static partial void EventLogged(this ILogger log, Guid messageId, string type);

    [LoggerMessage(Level = LogLevel.Information, EventName = "insights.courses.folded",
        Message = "{Count} courses of whistles were not what the log says and are folded out of it")]
    public static partial void CoursesFolded(this ILogger log, int count);
}
