using System.Collections.Frozen;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Engagements;

/// <summary>Where an engagement stands.</summary>
public enum EngagementState
{
    Asked,
    Refused,
    Accepted,
    Declined,
    Expired,
    Withdrawn,
    Started,
    Finished,

    /// <summary>Accepted, and did not come.</summary>
    Missed,
}

/// <summary>What can happen to an engagement.</summary>
public enum EngagementMove
{
    Accept,
    Decline,
    Expire,
    Withdraw,
    Start,
    Finish,
    Miss,
}

/// <summary>An invitation as its receiver sees it (参与), from asked to finished. It has the invitation's id.</summary>
public sealed class Engagement : IAggregate
{
    public static readonly Problem IllegalMove = new(
        "engagement.illegal-move", 409, "The engagement is not in a state for this.", "当前状态不允许此操作。");

    public static readonly Problem TooLate = new(
        "engagement.too-late", 409, "The time to answer is over.", "应答时间已过。");

    /// <summary>Every allowed move; all others are refused.</summary>
    public static readonly FrozenDictionary<(EngagementState From, EngagementMove Move), EngagementState> Moves =
        new Dictionary<(EngagementState, EngagementMove), EngagementState>
        {
            [(EngagementState.Asked, EngagementMove.Accept)] = EngagementState.Accepted,
            [(EngagementState.Asked, EngagementMove.Decline)] = EngagementState.Declined,
            [(EngagementState.Asked, EngagementMove.Expire)] = EngagementState.Expired,
            [(EngagementState.Asked, EngagementMove.Withdraw)] = EngagementState.Withdrawn,
            [(EngagementState.Accepted, EngagementMove.Withdraw)] = EngagementState.Withdrawn,
            [(EngagementState.Accepted, EngagementMove.Start)] = EngagementState.Started,
            [(EngagementState.Accepted, EngagementMove.Miss)] = EngagementState.Missed,
            [(EngagementState.Started, EngagementMove.Finish)] = EngagementState.Finished,
        }.ToFrozenDictionary();

    private Engagement()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private init; }

    /// <summary>The community of the whistle, which may be another than the helper's.</summary>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    public Guid HelperId { get; private init; }

    public Guid AnsweredById { get; private init; }

    /// <summary>12-digit code of the helper's community: the border of access.</summary>
    public string HelperCommunity { get; private init; } = "";

    public Guid LinkageId { get; private init; }

    public Guid WhistleId { get; private init; }

    public int Round { get; private init; }

    public Guid LineId { get; private init; }

    public string Skill { get; private init; } = "";

    public Slot Slot { get; private init; }

    public DateTimeOffset AnswerBy { get; private init; }

    public string DecidedBy { get; private init; } = "";

    public Urgency Urgency { get; private init; }

    public EngagementState State { get; private set; }

    public DateTimeOffset AskedAt { get; private init; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The partner's client that accepted; null when the community's staff recorded it.</summary>
    public string? Client { get; private set; }

    /// <summary>Once accepted: who has not begun by then has missed it.</summary>
    public DateTimeOffset? StartBy { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Minutes of service, once finished.</summary>
    public int? Minutes { get; private set; }

    public Evidence? Evidence { get; private set; }

    /// <summary>Why not, once declined.</summary>
    public DeclineReason? Declined { get; private set; }

    /// <summary>Whether it holds a slot of its helper.</summary>
    public bool Holds => State is EngagementState.Asked or EngagementState.Accepted or EngagementState.Started;

    public static Engagement Of(
        InvitationSent sent, string community, Helper? helper, EngagementState state, DateTimeOffset now) => new()
        {
            Id = sent.InvitationId,
            Community = community,
            HelperId = sent.ResourceId,
            AnsweredById = helper?.AnsweredById ?? sent.ResourceId,
            HelperCommunity = helper?.Community ?? community,
            LinkageId = sent.LinkageId,
            WhistleId = sent.WhistleId,
            Round = sent.Round,
            LineId = sent.LineId,
            Skill = sent.Skill,
            Slot = sent.Slot,
            AnswerBy = sent.AnswerBy,
            DecidedBy = sent.DecidedBy,
            Urgency = sent.Urgency,
            State = state,
            AskedAt = now,
        };

    /// <summary>The withdrawal overtook the invitation: nobody is to be asked any more.</summary>
    public static Engagement Overtaken(InvitationWithdrawn withdrawn, string community, DateTimeOffset now) => new()
    {
        Id = withdrawn.InvitationId,
        Community = community,
        HelperId = withdrawn.ResourceId,
        AnsweredById = withdrawn.ResourceId,
        HelperCommunity = community,
        WhistleId = withdrawn.WhistleId,
        State = EngagementState.Withdrawn,
        AskedAt = now,
    };

    /// <summary>Whether its helper is not to be asked again for the whistle at this time.</summary>
    public bool Excludes(Slot slot) => Holds
        || State is EngagementState.Expired or EngagementState.Missed
        || (State == EngagementState.Declined && (Declined != DeclineReason.Time || Slot == slot));

    public bool Allows(EngagementMove move) => Moves.ContainsKey((State, move));

    /// <summary>Who accepts when the slot has begun has as long from then on.</summary>
    public void Accept(TimeSpan grace, string? client, DateTimeOffset now)
    {
        Require(EngagementMove.Accept);
        if (now > AnswerBy)
            throw new BrokenRule(TooLate);
        Move(EngagementMove.Accept);
        (AnsweredAt, Client) = (now, client);
        StartBy = (Slot.Starts > now ? Slot.Starts : now) + grace;
    }

    public void Decline(DeclineReason reason, DateTimeOffset now)
    {
        Move(EngagementMove.Decline);
        (AnsweredAt, Declined) = (now, reason);
    }

    public void Expire() => Move(EngagementMove.Expire);

    public void Withdraw() => Move(EngagementMove.Withdraw);

    public void Miss() => Move(EngagementMove.Miss);

    public void Start(DateTimeOffset now)
    {
        Move(EngagementMove.Start);
        StartedAt = now;
    }

    /// <summary>Minutes from check-in to check-out, at least one, unless somebody confirmed them instead.</summary>
    public void Finish(DateTimeOffset now, int? confirmedMinutes)
    {
        Move(EngagementMove.Finish);
        FinishedAt = now;
        Minutes = confirmedMinutes ?? Math.Max(1, (int)Math.Round((now - StartedAt!.Value).TotalMinutes));
        Evidence = confirmedMinutes is null ? Events.Evidence.CheckInOut : Events.Evidence.Confirmed;
    }

    private void Move(EngagementMove move)
    {
        Require(move);
        State = Moves[(State, move)];
    }

    private void Require(EngagementMove move)
    {
        if (!Allows(move))
            throw new BrokenRule(IllegalMove);
    }
}
