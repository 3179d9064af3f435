using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>Whether what was promised was done (践诺).</summary>
/// <param name="Kept">It was.</param>
public sealed record JudgeRequest(bool Kept);

internal static class JudgeCommitment
{
    private const string Role = "branch";

    /// <summary>The branch judges a commitment, once.</summary>
    public static async Task<Results<Ok<ClaimView>, ProblemResult>> Handle(
        Guid id, Guid claimId, JudgeRequest request, PartyBranchesDb db, Caller caller, HttpContext http,
        ILogger<PartyBranchesDb> log)
    {
        if (!caller.In(Role))
            return IdentityProblems.NoRole.Plain;
        var claim = await db.Claims.SingleOrDefaultAsync(x => x.Id == claimId && x.PostId == id);
        if (claim is null || !caller.Serves(claim.Community))
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, claim.Version) is { } outdated)
            return outdated;

        claim.Judge(request.Kept, db.Now);
        var post = await db.Posts.AsNoTracking().SingleAsync(x => x.Id == id);
        db.Publish(claim, new CommitmentJudged(claim.Id, id, post.Class, request.Kept));
        await db.SaveChangesAsync();
        log.CommitmentWasJudged(claim.Id, request.Kept);
        return TypedResults.Ok(ClaimView.Of(claim));
    }
}
