namespace FiveSocieties.Events;

/// <summary>Somebody is invited to serve a line, or to lend a thing for it. Said by SocialWork, heard by the owner of the resource.</summary>
/// <param name="InvitationId">The invitation; the owner's engagement has the same id.</param>
/// <param name="LinkageId">The linkage.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="LineId">The line.</param>
/// <param name="Society">Who owns the resource.</param>
/// <param name="ResourceId">The person or thing, by its owner's id.</param>
/// <param name="Skill">What is asked of it.</param>
/// <param name="Slot">When.</param>
/// <param name="AnswerBy">Until when an answer stands.</param>
/// <param name="DecidedBy">The policy version, or <c>linker</c>.</param>
/// <param name="Urgency">How pressing: how long after its time the helper may begin follows from it.</param>
/// <param name="Kind">Whether a person is asked, or which kind of thing.</param>
/// <param name="Size">Of a thing: seats, pieces, fen or people to serve; 0 for people.</param>
public sealed record InvitationSent(
    Guid InvitationId,
    Guid LinkageId,
    Guid WhistleId,
    int Round,
    Guid LineId,
    Society Society,
    Guid ResourceId,
    string Skill,
    Slot Slot,
    DateTimeOffset AnswerBy,
    string DecidedBy,
    Urgency Urgency = Urgency.General,
    NeedKind Kind = NeedKind.People,
    long Size = 0);

/// <summary>The invitation is taken back; it never counts against anyone. Said by SocialWork.</summary>
/// <param name="InvitationId">The invitation.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Society">Who owns the resource.</param>
/// <param name="ResourceId">The person or thing.</param>
/// <param name="Reason">
/// <c>surplus</c>, <c>linker</c>, <c>paused</c>, <c>escalated</c>, <c>deferred</c>, <c>not-ours</c>,
/// <c>whistle-withdrawn</c> or <c>whistle-closed</c>.
/// </param>
public sealed record InvitationWithdrawn(
    Guid InvitationId, Guid WhistleId, Society Society, Guid ResourceId, string Reason);

/// <summary>The owner did not pass the invitation on. Said by the owner.</summary>
/// <param name="InvitationId">The invitation.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person or thing.</param>
/// <param name="Reason">Why.</param>
public sealed record InvitationRefused(
    Guid InvitationId, Guid WhistleId, Society Society, Guid ResourceId, Refusal Reason);

/// <summary>The person takes it on (应约). Said by the owner.</summary>
/// <param name="InvitationId">The invitation.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person or thing.</param>
public sealed record InvitationAccepted(Guid InvitationId, Guid WhistleId, Society Society, Guid ResourceId);

/// <summary>The person cannot or will not. Said by the owner.</summary>
/// <param name="InvitationId">The invitation.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person or thing.</param>
/// <param name="Reason">Why, as far as it was said.</param>
public sealed record InvitationDeclined(
    Guid InvitationId, Guid WhistleId, Society Society, Guid ResourceId, DeclineReason Reason);

/// <summary>Nobody answered in time. Said by the owner.</summary>
/// <param name="InvitationId">The invitation.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person or thing.</param>
public sealed record InvitationExpired(Guid InvitationId, Guid WhistleId, Society Society, Guid ResourceId);

/// <summary>Somebody saw the open call and offers to help (自荐); SocialWork turns it into an invitation.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="LineId">The line.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">Who offers.</param>
/// <param name="Slot">When they can.</param>
public sealed record OfferMade(
    Guid OfferId, Guid WhistleId, int Round, Guid LineId, Society Society, Guid ResourceId, Slot Slot);

/// <summary>The helper has begun. Said by the owner.</summary>
/// <param name="InvitationId">The invitation, whose id the engagement shares.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person.</param>
public sealed record EngagementStarted(Guid InvitationId, Guid WhistleId, Society Society, Guid ResourceId);

/// <summary>The helper has finished; the minutes are facts and stand whatever follows. Said by the owner.</summary>
/// <param name="InvitationId">The invitation, whose id the engagement shares.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person.</param>
/// <param name="Minutes">Minutes of service.</param>
/// <param name="Evidence">What stands behind the minutes.</param>
/// <param name="Client">
/// The partner's client through which the invitation was accepted; none when the community's staff recorded it.
/// </param>
public sealed record EngagementFinished(
    Guid InvitationId,
    Guid WhistleId,
    int Round,
    Society Society,
    Guid ResourceId,
    int Minutes,
    Evidence Evidence,
    string? Client = null);

/// <summary>
/// A thing was provided: it has no minutes, so nobody who counts them hears it. Said by the owner.
/// </summary>
/// <param name="InvitationId">The invitation, whose id the engagement shares.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The thing.</param>
/// <param name="Quantity">Seats, pieces, fen or people served; never more than was asked.</param>
/// <param name="Client">As for <see cref="EngagementFinished"/>.</param>
public sealed record EngagementDelivered(
    Guid InvitationId,
    Guid WhistleId,
    int Round,
    Society Society,
    Guid ResourceId,
    long Quantity,
    string? Client = null);

/// <summary>The helper who had accepted did not come, or the thing was not delivered in time. Said by the owner.</summary>
/// <param name="InvitationId">The invitation, whose id the engagement shares.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person or thing.</param>
public sealed record EngagementMissed(Guid InvitationId, Guid WhistleId, Society Society, Guid ResourceId);
