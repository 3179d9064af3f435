using FiveSocieties.Events;

namespace FiveSocieties.PartyBranches;

/// <summary>What an operator reads of this service: ids and codes only, and nobody's membership.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "branch.entered", Level = LogLevel.Information,
        Message = "{Kind} {BranchId} entered in {Community}")]
    public static partial void BranchEntered(this ILogger log, BranchKind kind, Guid branchId, string community);

    [LoggerMessage(EventName = "branch.report.received", Level = LogLevel.Information,
        Message = "Branch {BranchId} received report {ReportId}")]
    public static partial void ReportReceived(this ILogger log, Guid branchId, Guid reportId);

    [LoggerMessage(EventName = "post.claimed", Level = LogLevel.Information,
        Message = "Post {PostId} of class {Class} claimed by {ClaimId}")]
    public static partial void PostWasClaimed(this ILogger log, PostClass @class, Guid postId, Guid claimId);

    [LoggerMessage(EventName = "commitment.judged", Level = LogLevel.Information,
        Message = "Commitment of claim {ClaimId} judged, kept: {Kept}")]
    public static partial void CommitmentWasJudged(this ILogger log, Guid claimId, bool kept);
}
