using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>An invitation. A helper is a helper: of which society does not show here.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="LinkageId">The linkage.</param>
/// <param name="LineId">The line.</param>
/// <param name="ResourceId">Who is asked, by the owner's id.</param>
/// <param name="Slot">When.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AskedAt">When it went out.</param>
/// <param name="AnswerBy">Until when an answer stands.</param>
/// <param name="DecidedBy">The policy version, <c>linker</c> or <c>offer</c>.</param>
/// <param name="Reasons">Why; absent for an offer.</param>
/// <param name="StartedAt">When the helper began.</param>
/// <param name="FinishedAt">When the helper finished.</param>
/// <param name="Minutes">Minutes of service, once finished.</param>
/// <param name="Declined">Why not, once declined.</param>
/// <param name="TakenBack">Why the linker took it back, a code.</param>
public sealed record InvitationView(
    Guid Id,
    Guid LinkageId,
    Guid LineId,
    Guid ResourceId,
    Slot Slot,
    InvitationState State,
    DateTimeOffset AskedAt,
    DateTimeOffset AnswerBy,
    string DecidedBy,
    MatchReasons? Reasons,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int? Minutes,
    DeclineReason? Declined,
    string? TakenBack)
{
    public static InvitationView Of(Invitation x) => new(
        x.Id, x.LinkageId, x.LineId, x.ResourceId, x.Slot, x.State, x.AskedAt, x.AnswerBy, x.DecidedBy, x.Reasons,
        x.StartedAt, x.FinishedAt, x.Minutes, x.Declined, x.TakenBack);
}

internal static class ListInvitations
{
    /// <summary>The invitations of one linkage, in the order in which they were decided.</summary>
    public static async Task<Results<Ok<Page<InvitationView>>, ProblemResult>> Handle(
        Guid linkageId, SocialWorkDb db, Caller caller, HttpContext http)
    {
        var community = await db.Linkages.Where(x => x.Id == linkageId).Select(x => x.Community).SingleOrDefaultAsync();
        if (community is null || !caller.Serves(community))
            return RequestProblems.NotFound.At("linkageId");
        var invitations = db.Invitations.AsNoTracking().Where(x => x.LinkageId == linkageId);
        return TypedResults.Ok(await invitations.ToPage(http, x => x.Id, InvitationView.Of));
    }
}
