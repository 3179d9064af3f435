using System.Collections.Frozen;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Where an invitation stands, as far as SocialWork has heard.</summary>
public enum InvitationState
{
    Sent,
    Accepted,
    Declined,
    Expired,
    Refused,
    Withdrawn,
    Missed,
}

/// <summary>What its owner, or SocialWork itself, does with it.</summary>
public enum InvitationMove
{
    Accept,
    Decline,
    Expire,
    Refuse,
    Withdraw,
    Start,
    Finish,
    Miss,
}

/// <summary>
/// An invitation as SocialWork keeps it; its owner's engagement has the same id. The owner's row decides, and its
/// events come in any order: a start or an end says that it was accepted, and that a withdrawal came too late.
/// </summary>
public sealed class Invitation
{
    public static readonly Problem IllegalMove = new(
        "invitation.illegal-move", 409, "The invitation is not in a state for this.", "邀请当前状态不允许此操作。");

    /// <summary>Every move that changes something; all others are old news.</summary>
    public static readonly FrozenDictionary<(InvitationState From, InvitationMove Move), InvitationState> Moves =
        new Dictionary<(InvitationState, InvitationMove), InvitationState>
        {
            [(InvitationState.Sent, InvitationMove.Accept)] = InvitationState.Accepted,
            [(InvitationState.Sent, InvitationMove.Decline)] = InvitationState.Declined,
            [(InvitationState.Sent, InvitationMove.Expire)] = InvitationState.Expired,
            [(InvitationState.Sent, InvitationMove.Refuse)] = InvitationState.Refused,
            [(InvitationState.Sent, InvitationMove.Withdraw)] = InvitationState.Withdrawn,
            [(InvitationState.Sent, InvitationMove.Start)] = InvitationState.Accepted,
            [(InvitationState.Sent, InvitationMove.Finish)] = InvitationState.Accepted,
            [(InvitationState.Sent, InvitationMove.Miss)] = InvitationState.Missed,
            [(InvitationState.Accepted, InvitationMove.Withdraw)] = InvitationState.Withdrawn,
            [(InvitationState.Accepted, InvitationMove.Miss)] = InvitationState.Missed,
            [(InvitationState.Accepted, InvitationMove.Start)] = InvitationState.Accepted,
            [(InvitationState.Accepted, InvitationMove.Finish)] = InvitationState.Accepted,
            [(InvitationState.Withdrawn, InvitationMove.Start)] = InvitationState.Accepted,
            [(InvitationState.Withdrawn, InvitationMove.Finish)] = InvitationState.Accepted,
            [(InvitationState.Withdrawn, InvitationMove.Miss)] = InvitationState.Missed,
            [(InvitationState.Withdrawn, InvitationMove.Decline)] = InvitationState.Declined,
            [(InvitationState.Withdrawn, InvitationMove.Expire)] = InvitationState.Expired,
            [(InvitationState.Withdrawn, InvitationMove.Refuse)] = InvitationState.Refused,
        }.ToFrozenDictionary();

    public required Guid Id { get; init; }

    /// <summary>The linkage it counts for; a later round takes over what was accepted before.</summary>
    public Guid LinkageId { get; private set; }

    public required Guid WhistleId { get; init; }

    public required Guid LineId { get; init; }

    public required Society Society { get; init; }

    public required Guid ResourceId { get; init; }

    public required string Skill { get; init; }

    public required Slot Slot { get; init; }

    /// <summary>When it goes to its owner; later than it was decided when nobody may be disturbed.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    public required DateTimeOffset AnswerBy { get; init; }

    /// <summary>The policy version, <c>linker</c> or <c>offer</c>.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>Why this resource; null for an offer, or when a person chose it.</summary>
    public MatchReasons? Reasons { get; init; }

    public InvitationState State { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Minutes of service, once finished.</summary>
    public int? Minutes { get; private set; }

    /// <summary>The partner's client through which it was accepted, once finished.</summary>
    public string? Client { get; private set; }

    /// <summary>Why not, once declined; <see cref="DeclineReason.Time"/> stands against this slot alone.</summary>
    public DeclineReason? Declined { get; private set; }

    /// <summary>Why the linker took it back, a code; null when nobody did.</summary>
    public string? TakenBack { get; private set; }

    public bool IsOutstanding => State == InvitationState.Sent;

    public bool IsAccepted => State == InvitationState.Accepted;

    /// <summary>Accepted, and not begun: still to be released.</summary>
    public bool IsOnTheWay => IsAccepted && !HasStarted;

    public bool HasStarted => StartedAt is not null;

    public bool HasFinished => FinishedAt is not null;

    /// <summary>
    /// Whether its receiver is not to be asked for this time; thanked away never counts, but whom the linker did not want
    /// is not proposed again.
    /// </summary>
    public bool Excludes(Slot slot) => (State != InvitationState.Withdrawn || TakenBack is not null)
        && (Declined != DeclineReason.Time || Slot == slot);

    /// <summary>The linker takes it back: possible until the helper has begun.</summary>
    public void TakeBack(string reason, DateTimeOffset now)
    {
        if (!(IsOutstanding || IsOnTheWay))
            throw new BrokenRule(IllegalMove);
        Move(InvitationMove.Withdraw, now);
        TakenBack = reason;
    }

    /// <summary>Makes the move if it is news; false when it is not.</summary>
    /// <param name="move">What happened.</param>
    /// <param name="at">When, by the clock of who said it.</param>
    /// <param name="minutes">Minutes of service, for a finish.</param>
    /// <param name="client">The client through which it was accepted, for a finish.</param>
    /// <param name="reason">Why not, for a decline.</param>
    public bool Move(
        InvitationMove move,
        DateTimeOffset at,
        int minutes = 0,
        string? client = null,
        DeclineReason? reason = null)
    {
        if (!Moves.TryGetValue((State, move), out var to)
            || (move == InvitationMove.Start && StartedAt <= at)
            || (move == InvitationMove.Withdraw && HasStarted)
            || (move == InvitationMove.Finish && HasFinished))
            return false;
        State = to;
        if (move is InvitationMove.Start or InvitationMove.Finish && !(StartedAt <= at))
            StartedAt = at;
        if (move == InvitationMove.Finish)
            (FinishedAt, Minutes, Client) = (at, minutes, client);
        if (move == InvitationMove.Decline)
            Declined = reason;
        return true;
    }
}

/// <summary>The parts of a choice's cost, in seconds of walking or their worth.</summary>
/// <param name="Cost">All together.</param>
/// <param name="WalkingSeconds">From the resource to the need.</param>
/// <param name="LevelGap">For levels below the wanted one.</param>
/// <param name="OtherMicroGrid">For coming from another micro-grid.</param>
/// <param name="Evenness">What one more task costs this helper.</param>
public sealed record MatchReasons(
    long Cost, int WalkingSeconds, int LevelGap, int OtherMicroGrid, int Evenness);

/// <summary>Reasons are kept as they were, whatever the policy says later.</summary>
public sealed class ReasonsColumn() : ValueConverter<MatchReasons, string>(
    reasons => JsonSerializer.Serialize(reasons, JsonSerializerOptions.Web),
    text => JsonSerializer.Deserialize<MatchReasons>(text, JsonSerializerOptions.Web)!);
