using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>Who holds a post, by id, and what was promised.</summary>
/// <param name="Id">The claim.</param>
/// <param name="PostId">The post.</param>
/// <param name="MemberId">The member, by id.</param>
/// <param name="OrganisationId">Or the unit's Party organisation.</param>
/// <param name="Promise">What was promised.</param>
/// <param name="Due">Until which day.</param>
/// <param name="At">When the post was taken.</param>
/// <param name="Kept">Whether the promise was kept; absent until it is judged.</param>
/// <param name="JudgedAt">When it was judged.</param>
/// <param name="VolunteerId">Or the volunteer.</param>
public sealed record ClaimView(
    Guid Id, Guid PostId, Guid? MemberId, Guid? OrganisationId, string Promise, DateOnly Due, DateTimeOffset At,
    bool? Kept, DateTimeOffset? JudgedAt, Guid? VolunteerId)
{
    internal static ClaimView Of(Claim claim) => new(
        claim.Id, claim.PostId, claim.MemberId, claim.OrganisationId, claim.Promise, claim.Due, claim.At, claim.Kept,
        claim.JudgedAt, claim.VolunteerId);
}

internal static class ListClaims
{
    /// <summary>The claims of a post in the order in which they came: nobody is ranked.</summary>
    public static async Task<Results<Ok<Page<ClaimView>>, ProblemResult>> Handle(
        Guid id, PartyBranchesDb db, Caller caller, HttpContext http)
    {
        if (await db.Find(id, caller) is null)
            return RequestProblems.NotFound.Plain;
        var claims = db.Claims.AsNoTracking().Where(x => x.PostId == id);
        return TypedResults.Ok(await claims.ToPage(http, x => x.Id, ClaimView.Of));
    }
}
