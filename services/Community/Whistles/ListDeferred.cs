using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Whistles;

/// <summary>What cannot be solved now (挂账), as everybody may read it: no place, no person, no client.</summary>
/// <param name="Id">The whistle.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="MicroGridId">Roughly where.</param>
/// <param name="Class">Demand class.</param>
/// <param name="Reason">A code.</param>
/// <param name="PublicReason">The same in words.</param>
/// <param name="DeferredAt">Since when.</param>
/// <param name="ReviewAt">When the sub-district looks at it again.</param>
/// <param name="IsOverdue">Whether that day is over.</param>
public sealed record DeferredView(
    Guid Id,
    string Community,
    Guid MicroGridId,
    string Class,
    string Reason,
    string PublicReason,
    DateTimeOffset DeferredAt,
    DateTimeOffset ReviewAt,
    bool IsOverdue)
{
    public static DeferredView Of(Whistle whistle, DateTimeOffset now) => new(
        whistle.Id, whistle.Community, whistle.MicroGridId, whistle.Class, whistle.Deferral!.Reason,
        whistle.Deferral.PublicReason, whistle.Steps.Last(x => x.State == WhistleState.Deferred).At,
        whistle.Deferral.ReviewAt, whistle.Deferral.ReviewAt < now);
}

internal static class ListDeferred
{
    /// <summary>
    /// The public list of what is deferred and why, of the caller's communities or of one; a partner may show it to
    /// anybody.
    /// </summary>
    public static async Task<Results<Ok<Page<DeferredView>>, ProblemResult>> Handle(
        string? community, HttpContext http, CommunityDb db, Caller caller)
    {
        if (community is not null && !caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");
        var communities = community is null ? caller.Communities : [community];
        var deferred = db.Whistles.AsNoTracking()
            .Where(x => communities.Contains(x.Community) && x.State == WhistleState.Deferred);
        return TypedResults.Ok(await deferred.ToPage(http, x => x.Id, x => DeferredView.Of(x, db.Now)));
    }
}
