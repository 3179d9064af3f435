namespace FiveSocieties.Community;

/// <summary>What this service writes down: ids and codes, never a person.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "community.define.accepted", Level = LogLevel.Information,
        Message = "Community {Community} is defined, version {Version}")]
    public static partial void CommunityDefined(this ILogger log, string community, long version);

    [LoggerMessage(EventName = "grid.draw.accepted", Level = LogLevel.Information,
        Message = "Grid {Grid} of {Community} is drawn")]
    public static partial void GridDrawn(this ILogger log, Guid grid, string community);

    [LoggerMessage(EventName = "barriers.draw.accepted", Level = LogLevel.Information,
        Message = "Barriers of {Community} are drawn: {Count}, version {Version}")]
    public static partial void BarriersDrawn(this ILogger log, string community, int count, long version);

    [LoggerMessage(EventName = "station.place.accepted", Level = LogLevel.Information,
        Message = "Station {Station} of {Community} is placed")]
    public static partial void StationPlaced(this ILogger log, Guid station, string community);

    [LoggerMessage(EventName = "whistle.raise.accepted", Level = LogLevel.Information,
        Message = "Whistle {Whistle} is raised in {Community}")]
    public static partial void WhistleWasRaised(this ILogger log, Guid whistle, string community);

    [LoggerMessage(EventName = "whistle.blow.accepted", Level = LogLevel.Information,
        Message = "Whistle {Whistle} is blown, round {Round}, {Lines} lines")]
    public static partial void WhistleWasBlown(this ILogger log, Guid whistle, int round, int lines);

    [LoggerMessage(EventName = "whistle.answer.accepted", Level = LogLevel.Information,
        Message = "Whistle {Whistle} is answered and now {State}")]
    public static partial void WhistleWasAnswered(this ILogger log, Guid whistle, string state);

    [LoggerMessage(EventName = "whistle.escalated", Level = LogLevel.Warning,
        Message = "Whistle {Whistle} goes to the sub-district: {Reason}")]
    public static partial void WhistleWasEscalated(this ILogger log, Guid whistle, string reason);

    [LoggerMessage(EventName = "work-calendar.import.accepted", Level = LogLevel.Information,
        Message = "The work calendar of {Year} is imported: {Days} days, version {Version}")]
    public static partial void WorkYearImported(this ILogger log, int year, int days, long version);

    [LoggerMessage(EventName = "whistle.silence.closed", Level = LogLevel.Information,
        Message = "Whistle {Whistle} is closed by silence")]
    public static partial void WhistleFellSilent(this ILogger log, Guid whistle);
}
