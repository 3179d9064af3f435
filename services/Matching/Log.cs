namespace FiveSocieties.Matching;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "matching.source.listed",
        Message = "{Source} is listed: {Count} entries, {Unusable} unusable")]
    public static partial void SourceListed(this ILogger log, string source, int count, int unusable);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "matching.source.away",
        Message = "{Source} cannot be read, next try in {Pause}: {Reason}")]
    public static partial void SourceAway(this ILogger log, string source, TimeSpan pause, string reason);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "matching.resources.read",
        Message = "{Count} changed resources of {Source} are read, {Gone} are gone")]
    public static partial void ResourcesRead(this ILogger log, string source, int count, int gone);

    [LoggerMessage(Level = LogLevel.Information, EventName = "matching.round.solved",
        Message = "A round of {Lines} lines: {Placed} units placed, gap {Gap}, in {Milliseconds} ms")]
    public static partial void RoundSolved(this ILogger log, int lines, int placed, long gap, double milliseconds);
}
