using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>What a list shows of a member: membership is sensitive, so ids only.</summary>
/// <param name="Id">The member.</param>
/// <param name="Community">12-digit code.</param>
public sealed record MemberListView(Guid Id, string Community)
{
    internal static MemberListView Of(Member member) => new(member.Id, member.Community);
}

internal static class ListMembers
{
    /// <summary>The members of the caller's communities, or of one, or of one branch.</summary>
    public static async Task<Ok<Page<MemberListView>>> Handle(
        PartyBranchesDb db, Caller caller, HttpContext http, string? community, Guid? branchId)
    {
        var communities = caller.Among(community);
        var members = db.Members.AsNoTracking().Where(x =>
            communities.Contains(x.Community) && (branchId == null || x.BranchId == branchId));
        return TypedResults.Ok(await members.ToPage(http, x => x.Id, MemberListView.Of));
    }
}

internal static class ReadMember
{
    /// <summary>One member with name and telephone; the reading leaves a receipt.</summary>
    public static async Task<Results<Ok<MemberView>, ProblemResult>> Handle(
        Guid id, PartyBranchesDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        var member = await db.Members.SingleOrDefaultAsync(x => x.Id == id);
        if (member is null || !caller.Serves(member.Community))
            return RequestProblems.NotFound.Plain;

        db.Add(new ReadReceipt(member.Id, "registration", "members.read", caller.ClientId, db.Now));
        await db.SaveChangesAsync();
        Etag.Show(http, member.Version);
        return TypedResults.Ok(MemberView.Of(member, personal));
    }
}
