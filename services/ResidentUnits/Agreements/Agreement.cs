using System.Collections.Frozen;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>Where an agreement stands.</summary>
public enum AgreementState
{
    Draft,
    Signed,
    Ended,
}

/// <summary>What can happen to an agreement.</summary>
public enum AgreementMove
{
    Change,
    Sign,
    Report,
    End,
}

/// <summary>
/// What a unit and one community build together (共建协议), in three lists: needs, resources, projects. All of it is
/// public: nothing of a person belongs in it.
/// </summary>
public sealed class Agreement : IAggregate
{
    public static readonly Problem IllegalMove = new(
        "agreement.illegal-move", 409, "The agreement is not in a state for this.", "协议当前状态不允许此操作。");

    public static readonly Problem Frozen = new(
        "agreement.signed", 409, "What was signed stays as it was; projects and targets go on.",
        "已签署的期限、需求和资源清单不可更改。");

    public static readonly Problem Reported = new(
        "agreement.quarter-reported", 409, "There is feedback for this quarter already.", "该季度已反馈。");

    /// <summary>Every allowed move; all others are refused.</summary>
    public static readonly FrozenDictionary<(AgreementState From, AgreementMove Move), AgreementState> Moves =
        new Dictionary<(AgreementState, AgreementMove), AgreementState>
        {
            [(AgreementState.Draft, AgreementMove.Change)] = AgreementState.Draft,
            [(AgreementState.Draft, AgreementMove.Sign)] = AgreementState.Signed,
            [(AgreementState.Draft, AgreementMove.End)] = AgreementState.Ended,
            [(AgreementState.Signed, AgreementMove.Change)] = AgreementState.Signed,
            [(AgreementState.Signed, AgreementMove.Report)] = AgreementState.Signed,
            [(AgreementState.Signed, AgreementMove.End)] = AgreementState.Ended,
        }.ToFrozenDictionary();

    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public required Guid UnitId { get; init; }

    public AgreementState State { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly Until { get; private set; }

    /// <summary>What the community needs (需求清单).</summary>
    public IReadOnlyList<string> Needs { get; private set; } = [];

    /// <summary>What the unit brings (资源清单).</summary>
    public IReadOnlyList<SharedResource> Resources { get; private set; } = [];

    /// <summary>What is done together (项目清单).</summary>
    public IReadOnlyList<SharedProject> Projects { get; private set; } = [];

    public IReadOnlyList<YearlyTarget> Targets { get; private set; } = [];

    public IReadOnlyList<QuarterlyFeedback> Feedback { get; private set; } = [];

    public DateTimeOffset? SignedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What is agreed from now on; once signed, only projects and targets change.</summary>
    public void Change(AgreementForm form)
    {
        Move(AgreementMove.Change);
        var isSame = (From, Until) == (form.From, form.Until)
            && Needs.SequenceEqual(form.Needs) && Resources.SequenceEqual(form.Resources);
        if (State == AgreementState.Signed && !isSame)
            throw new BrokenRule(Frozen);
        (From, Until, Needs, Resources) = (form.From, form.Until, form.Needs, form.Resources);
        (Projects, Targets) = (form.Projects, form.Targets ?? []);
    }

    public void Sign(DateTimeOffset now)
    {
        Move(AgreementMove.Sign);
        SignedAt = now;
    }

    public void End(DateTimeOffset now)
    {
        Move(AgreementMove.End);
        EndedAt = now;
    }

    /// <summary>How it went in one quarter, said once.</summary>
    public void Report(QuarterlyFeedback feedback)
    {
        Move(AgreementMove.Report);
        if (Feedback.Any(known => (known.Year, known.Quarter) == (feedback.Year, feedback.Quarter)))
            throw new BrokenRule(Reported);
        Feedback = [.. Feedback, feedback];
    }

    private void Move(AgreementMove move) =>
        State = Moves.TryGetValue((State, move), out var to) ? to : throw new BrokenRule(IllegalMove);
}
