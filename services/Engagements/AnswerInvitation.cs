using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Engagements;

/// <summary>Why not.</summary>
/// <param name="Reason">As far as the person wants to say.</param>
public sealed record DeclineRequest(DeclineReason Reason = DeclineReason.Other);

internal static class AnswerInvitation
{
    /// <summary>
    /// Takes the invitation (应约); stands when it comes before <c>answerBy</c>. Who has not begun by <c>startBy</c> is
    /// replaced.
    /// </summary>
    public static async Task<Results<Ok<EngagementView>, ProblemResult>> Accept(
        Guid id, Guid engagementId, HttpContext http, Caller caller, IOptions<EngagementOptions> options)
    {
        var db = http.SocietyDb();
        var engagement = await db.Find(id, engagementId, caller);
        if (engagement is null)
            return RequestProblems.NotFound.Plain;

        var client = caller.In("staff") ? null : caller.ClientId;
        engagement.Accept(options.Value.GraceOf(engagement.Urgency), client, db.Now);
        db.Publish(engagement, new InvitationAccepted(
            engagement.Id, engagement.WhistleId, db.Society, engagement.HelperId));
        await db.SaveChangesAsync();
        return TypedResults.Ok(EngagementView.Of(engagement));
    }

    /// <summary>
    /// Says no; the person is not asked again for this whistle, or with the reason <c>Time</c> not for that time.
    /// </summary>
    public static async Task<Results<Ok<EngagementView>, ProblemResult>> Decline(
        Guid id, Guid engagementId, DeclineRequest? request, HttpContext http, Caller caller)
    {
        var db = http.SocietyDb();
        var engagement = await db.Find(id, engagementId, caller);
        if (engagement is null)
            return RequestProblems.NotFound.Plain;

        var reason = request?.Reason ?? DeclineReason.Other;
        engagement.Decline(reason, db.Now);
        await db.Release(engagement);
        db.Publish(engagement, new InvitationDeclined(
            engagement.Id, engagement.WhistleId, db.Society, engagement.HelperId, reason));
        await db.SaveChangesAsync();
        return TypedResults.Ok(EngagementView.Of(engagement));
    }
}
