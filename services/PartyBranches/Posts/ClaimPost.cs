using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>Somebody takes a post and promises something (认岗承诺).</summary>
/// <param name="Promise">What, at most 500 characters. Public: nothing of a person belongs in it.</param>
/// <param name="Due">Until which day, within a year.</param>
/// <param name="MemberId">The member who takes it; an in-service member after reporting in.</param>
/// <param name="OrganisationId">Or the unit's Party organisation that takes it, after reporting in.</param>
/// <param name="VolunteerId">Or the volunteer who takes it: by a client that may also write volunteers.</param>
/// <param name="Id">The claim, made by the client, so that it may repeat the call.</param>
/// <example>
/// {"memberId": "0197a000-0000-7000-8000-000000000421", "promise": "Two rounds a week", "due": "2030-06-30"}
/// </example>
public sealed record ClaimPostRequest(
    string Promise, DateOnly Due, Guid? MemberId = null, Guid? OrganisationId = null, Guid? VolunteerId = null,
    Guid? Id = null);

internal static class ClaimPost
{
    private const int Year = 366;

    private const string VolunteersScope = "volunteers.write";

    /// <summary>
    /// A member, a unit's Party organisation or a volunteer takes a place of the post, with a promise. Nobody here knows
    /// the volunteers: the client that keeps them answers for the id.
    /// </summary>
    public static async Task<Results<Created<ClaimView>, ProblemResult>> Handle(
        Guid id, ClaimPostRequest request, PartyBranchesDb db, Caller caller, ILogger<PartyBranchesDb> log)
    {
        var holder = new Holder(request.MemberId, request.OrganisationId, request.VolunteerId);
        var today = Slot.Of(db.Now).Date;
        if (new Checks().Text("promise", request.Promise, 500)
            .Range("due", request.Due.DayNumber, today.DayNumber, today.DayNumber + Year)
            .Require(holder.IsOne, "memberId", Post.OneHolder)
            .Failed is { } problem)
            return problem;
        if (holder.VolunteerId is not null && !caller.Has(VolunteersScope))
            return IdentityProblems.NoScope.At("volunteerId");
        if (await db.Find(id, caller) is not { } post)
            return RequestProblems.NotFound.Plain;
        if (await MayHold(holder, post, db) is not { } reported)
            return RequestProblems.NotFound.At(request.MemberId is null ? "organisationId" : "memberId");
        if (!reported)
            throw new BrokenRule(Post.NotReported);
        var claimId = request.Id ?? Guid.CreateVersion7();
        if (await db.Claims.AnyAsync(x => x.Id == claimId))
            return RequestProblems.Exists.At("id");
        if (await db.Claims.AnyAsync(x => x.PostId == id
            && x.MemberId == holder.MemberId && x.OrganisationId == holder.OrganisationId
            && x.VolunteerId == holder.VolunteerId))
            throw new BrokenRule(Post.Taken);

        var claim = post.Take(claimId, holder, request.Promise, request.Due, db.Now);
        db.Add(claim);
        db.Publish(claim, new PostClaimed(claim.Id, post.Id, post.Class));
        await db.SaveChangesAsync();
        log.PostWasClaimed(post.Class, post.Id, claim.Id);
        return TypedResults.Created((string?)null, ClaimView.Of(claim));
    }

    /// <summary>Whether whoever it is has reported in; nothing when the community does not know them.</summary>
    private static async Task<bool?> MayHold(Holder holder, Post post, PartyBranchesDb db) =>
        holder.VolunteerId is not null
            ? true
            : holder.MemberId is not null
            ? await db.Members.Where(x => x.Id == holder.MemberId && x.Community == post.Community)
                .Select(x => (bool?)(x.BranchId != null)).SingleOrDefaultAsync()
            : await db.Branches.Where(x => x.Id == holder.OrganisationId && x.Community == post.Community
                    && x.Kind == BranchKind.UnitOrganisation)
                .Select(x => (bool?)(x.ReportedInAt != null)).SingleOrDefaultAsync();
}
