using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>The registration as it is to be.</summary>
/// <param name="Helper">All of it.</param>
/// <param name="BranchId">Another branch, for a member of the community who moves; unchanged when not said.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
public sealed record ChangeMemberRequest(HelperForm Helper, Guid? BranchId = null, bool Suspended = false);

internal static class ChangeMember
{
    /// <summary>Replaces the registration; what the member already accepted stands.</summary>
    public static async Task<Results<Ok<MemberView>, ProblemResult>> Handle(
        Guid id,
        ChangeMemberRequest request,
        PartyBranchesDb db,
        PersonalData personal,
        Caller caller,
        HttpContext http)
    {
        var member = await db.Members.SingleOrDefaultAsync(x => x.Id == id);
        if (member is null || !caller.Serves(member.Community))
            return RequestProblems.NotFound.Plain;
        var checks = new Checks().Require(
            request.BranchId is null || (member.Kind == MemberKind.OwnBranch
                && await db.HasBranch(request.BranchId, member.Community)),
            "branchId",
            Member.BadBranch);
        request.Helper.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        if (Etag.Guard(http, member.Version) is { } outdated)
            return outdated;

        member.BranchId = request.BranchId ?? member.BranchId;
        member.Suspended = request.Suspended || !member.HasReportedIn;
        request.Helper.Fill(member, MemberView.Noun, personal);
        db.Changed(member);
        await db.SaveChangesAsync();
        Etag.Show(http, member.Version);
        return TypedResults.Ok(MemberView.Of(member, personal));
    }
}
