namespace FiveSocieties.Events;

/// <summary>Volunteer hours were entered in the volunteer's record. Said by Volunteers.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="VolunteerId">The volunteer.</param>
/// <param name="InvitationId">The engagement it comes from.</param>
/// <param name="WhistleId">The whistle it comes from.</param>
/// <param name="Minutes">Minutes of service.</param>
/// <param name="Evidence">What stands behind the minutes.</param>
public sealed record HoursRecorded(
    Guid EntryId, Guid VolunteerId, Guid InvitationId, Guid WhistleId, int Minutes, Evidence Evidence);

/// <summary>Points were credited in the points bank. Said by ResidentUnits.</summary>
/// <param name="EntryId">The transfer.</param>
/// <param name="AccountId">The account credited.</param>
/// <param name="Amount">Points.</param>
/// <param name="Rule">The earning rule, for example <c>service-minutes</c>.</param>
/// <param name="Cause">What the points are for: the engagement.</param>
/// <param name="WhistleId">The whistle it comes from.</param>
public sealed record PointsCredited(
    Guid EntryId, Guid AccountId, long Amount, string Rule, Guid Cause, Guid WhistleId);
