namespace FiveSocieties.SocialWork;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "linkage.open.done",
        Message = "Linkage {LinkageId} of whistle {WhistleId}, round {Round}, is open")]
    public static partial void LinkageOpened(this ILogger log, Guid linkageId, Guid whistleId, int round);

    [LoggerMessage(Level = LogLevel.Information, EventName = "linkage.look.done",
        Message = "Linkage {LinkageId} of whistle {WhistleId} looked in circle {Circle} and invited {Invited}")]
    public static partial void Looked(this ILogger log, Guid linkageId, Guid whistleId, string circle, int invited);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "linkage.look.failed",
        Message = "Linkage {LinkageId} of whistle {WhistleId} could not ask ({Status}), next at {NextLookAt}")]
    public static partial void LookFailed(
        this ILogger log, Guid linkageId, Guid whistleId, string status, DateTimeOffset? nextLookAt);

    [LoggerMessage(Level = LogLevel.Information, EventName = "linkage.round.done",
        Message = "Round of {Subdistrict}: {Lines} lines of {Linkages} linkages, {Proposed} proposals")]
    public static partial void RoundMatched(
        this ILogger log, string subdistrict, int lines, int linkages, int proposed);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "linkage.round.failed",
        Message = "Round of {Subdistrict} could not ask ({Status}); its {Linkages} linkages try again")]
    public static partial void RoundFailed(this ILogger log, string subdistrict, string status, int linkages);
}
