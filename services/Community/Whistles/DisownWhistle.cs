using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Community.Whistles;

/// <summary>Another body is answerable for this need.</summary>
/// <param name="Body">Its code in the community's own list, for example <c>water-company</c>.</param>
public sealed record NotOursRequest(string Body);

internal static class DisownWhistle
{
    /// <summary>Staff name the body that is answerable; of what was escalated, staff of the sub-district do.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, NotOursRequest request, HttpContext http, CommunityDb db, Caller caller)
    {
        if (new Checks().Require(BlowWhistle.IsCode(request.Body), "body", BlowWhistle.BadCode).Failed is { } problem)
            return problem;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (!caller.MayDecide(whistle))
            return IdentityProblems.NoRole.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        whistle.Disown(request.Body, caller.ClientId, db.Now);
        db.Publish(whistle, new WhistleNotOurs(whistle.Id, whistle.Round, request.Body));
        await db.SaveChangesAsync();
        return whistle.Shown(http);
    }
}
