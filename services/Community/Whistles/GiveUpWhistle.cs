using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Community.Whistles;

/// <summary>The review found no way.</summary>
/// <param name="Reason">A code, for example <c>no-legal-basis</c>.</param>
public sealed record GiveUpRequest(string Reason);

internal static class GiveUpWhistle
{
    /// <summary>Staff of the sub-district close what was deferred, with the honest code CouldNotBeSolved.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, GiveUpRequest request, HttpContext http, CommunityDb db, Caller caller)
    {
        if (!caller.In(DeferWhistle.Role))
            return IdentityProblems.NoRole.Plain;
        if (!BlowWhistle.IsCode(request.Reason))
            return BlowWhistle.BadCode.At("reason");
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        whistle.GiveUp(request.Reason, caller.ClientId, db.Now);
        db.Publish(whistle, new WhistleClosed(whistle.Id, whistle.Round, whistle.Closing!.Value));
        await db.SaveChangesAsync();
        return whistle.Shown(http);
    }
}
