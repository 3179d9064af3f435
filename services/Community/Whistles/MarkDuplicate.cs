using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Whistles;

/// <summary>The same need was told before.</summary>
/// <param name="Of">The whistle that stands for both; of the same community, and no duplicate itself.</param>
public sealed record DuplicateRequest(Guid Of);

internal static class MarkDuplicate
{
    private static readonly Problem NoOriginal = new(
        "whistle.no-original", 422, "There is no such whistle in this community, or it is a duplicate itself.",
        "本社区没有该哨单,或其本身即为重复哨单。");

    /// <summary>Staff mark what was just raised as a duplicate; nothing further happens to it.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, DuplicateRequest request, HttpContext http, CommunityDb db, Caller caller)
    {
        if (!caller.In(BlowWhistle.Role))
            return IdentityProblems.NoRole.Plain;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (!await db.Whistles.AnyAsync(x => x.Id == request.Of && x.Id != id && x.Community == whistle.Community
            && x.State != WhistleState.Duplicate))
            return NoOriginal.At("of");
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        whistle.MarkDuplicate(request.Of, caller.ClientId, db.Now);
        db.Publish(whistle, new WhistleMarkedDuplicate(whistle.Id, request.Of));
        await db.SaveChangesAsync();
        return whistle.Shown(http);
    }
}
