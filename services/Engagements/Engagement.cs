using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Engagements;

/// <summary>An invitation as its receiver sees it (参与), from asked to finished. It has the invitation's id.</summary>
public sealed partial class Engagement : IAggregate
{
    public static readonly Problem IllegalMove = new(
        "engagement.illegal-move", 409, "The engagement is not in a state for this.", "当前状态不允许此操作。");

    public static readonly Problem TooLate = new(
        "engagement.too-late", 409, "The time to answer is over.", "应答时间已过。");

    private Engagement()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private init; }

    /// <summary>The community of the whistle, which may be another than the helper's.</summary>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>Who, or what, is asked.</summary>
    public Guid HelperId { get; private init; }

    public Guid AnsweredById { get; private init; }

    /// <summary>12-digit code of the helper's community: the border of access.</summary>
    public string HelperCommunity { get; private init; } = "";

    public Guid LinkageId { get; private init; }

    public Guid WhistleId { get; private init; }

    /// <summary>The round in which it counts: that of the invitation, or a later one for which it was kept.</summary>
    public int Round { get; private set; }

    public Guid LineId { get; private init; }

    /// <summary>What is asked for: a person, or a kind of thing.</summary>
    public NeedKind Kind { get; private init; }

    /// <summary>Of a thing: seats, pieces, fen or places that it keeps free; 0 of a person.</summary>
    public long Size { get; private init; }

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

    /// <summary>Once accepted: who has not begun, or delivered, by then has missed it.</summary>
    public DateTimeOffset? StartBy { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it was finished or delivered.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Of a thing, once delivered: how much.</summary>
    public long? Quantity { get; private set; }

    /// <summary>Minutes of service, once finished.</summary>
    public int? Minutes { get; private set; }

    public Evidence? Evidence { get; private set; }

    /// <summary>Why not, once declined.</summary>
    public DeclineReason? Declined { get; private set; }

    /// <summary>Whether it keeps its helper, or a part of its thing, from others.</summary>
    public bool Holds => State is EngagementState.Asked or EngagementState.Accepted or EngagementState.Started;

    /// <summary>How much of a thing others cannot have: what is kept free for it, or was delivered.</summary>
    public long Takes => Holds ? Size : Quantity ?? 0;

    public static Engagement Of(
        InvitationSent sent, string community, Resource? helper, EngagementState state, DateTimeOffset now) => new()
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
            Kind = sent.Kind,
            Size = sent.Size,
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

    /// <summary>
    /// A person has to begin soon after the slot does, a thing may be delivered at any time in it; who accepts when
    /// that has passed has as long from then on.
    /// </summary>
    public void Accept(TimeSpan grace, string? client, DateTimeOffset now)
    {
        Require(EngagementMove.Accept);
        if (now > AnswerBy)
            throw new BrokenRule(TooLate);
        Move(EngagementMove.Accept);
        (AnsweredAt, Client) = (now, client);
        var due = Kind == NeedKind.People ? Slot.Starts : Slot.Ends;
        StartBy = (due > now ? due : now) + grace;
    }

    public void Decline(DeclineReason reason, DateTimeOffset now)
    {
        Move(EngagementMove.Decline);
        (AnsweredAt, Declined) = (now, reason);
    }

    /// <summary>Its whistle was blown again, and its line is still wanted.</summary>
    public void GoOn(int round) => Round = Math.Max(Round, round);

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

    /// <summary>The thing was provided: less than was asked, perhaps, and never more.</summary>
    public void Deliver(long quantity, DateTimeOffset now)
    {
        Move(EngagementMove.Deliver);
        (FinishedAt, Quantity) = (now, Math.Clamp(quantity, 1, Size));
    }
}
