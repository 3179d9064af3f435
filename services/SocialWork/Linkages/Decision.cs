using FiveSocieties.Events;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>What a person made of a proposal.</summary>
public enum Verdict
{
    /// <summary>Invited as it was advised.</summary>
    Confirmed,

    /// <summary>Somebody else, or another time, was invited instead.</summary>
    Changed,

    /// <summary>Nobody was invited.</summary>
    Refused,
}

/// <summary>
/// A person's decision about what the engine advised: kept for ever, so that a policy can be judged by how often people
/// would rather do otherwise, and why.
/// </summary>
public sealed class Decision
{
    /// <summary>That of the proposal.</summary>
    public Guid Id { get; private init; }

    public string Community { get; private init; } = "";

    public Guid LinkageId { get; private init; }

    public Guid WhistleId { get; private init; }

    public Guid LineId { get; private init; }

    /// <summary>Who was advised.</summary>
    public Guid ResourceId { get; private init; }

    /// <summary>For when.</summary>
    public Slot Slot { get; private init; }

    /// <summary>By which policy.</summary>
    public string PolicyVersion { get; private init; } = "";

    public Verdict Verdict { get; private init; }

    /// <summary>Why, a code; null when it was confirmed.</summary>
    public string? Reason { get; private init; }

    /// <summary>Who was invited instead, when it was changed.</summary>
    public Guid? InsteadId { get; private init; }

    /// <summary>The linker's client.</summary>
    public string By { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    public static Decision About(
        Linkage linkage,
        Proposal proposal,
        Verdict verdict,
        string by,
        DateTimeOffset now,
        string? reason = null,
        Guid? insteadId = null) => new()
        {
            Id = proposal.Id,
            Community = linkage.Community,
            LinkageId = linkage.Id,
            WhistleId = linkage.WhistleId,
            LineId = proposal.LineId,
            ResourceId = proposal.ResourceId,
            Slot = proposal.Slot,
            PolicyVersion = proposal.PolicyVersion,
            Verdict = verdict,
            Reason = reason,
            InsteadId = insteadId,
            By = by,
            At = now,
        };
}
