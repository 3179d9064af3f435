using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>A member who is ready to serve.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Kind">Where the membership is kept; never changes.</param>
/// <param name="Helper">Who it is, and what the person can do when.</param>
/// <param name="BranchId">For a member of the community: the branch.</param>
/// <param name="OrganisationId">For an in-service member: the employer's Party organisation.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record RegisterMemberRequest(
    string Community,
    MemberKind Kind,
    HelperForm Helper,
    Guid? BranchId = null,
    Guid? OrganisationId = null,
    Guid? Id = null);

/// <summary>A member, opened for one who may read it.</summary>
/// <param name="Id">The member.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Kind">Where the membership is kept.</param>
/// <param name="BranchId">The branch that keeps the membership, or that received the in-service member.</param>
/// <param name="OrganisationId">The employer's Party organisation.</param>
/// <param name="ReportedIn">Whether an in-service member reported in, and so can be asked.</param>
/// <param name="Helper">The registration.</param>
/// <param name="Holding">Tasks asked, accepted or started.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
public sealed record MemberView(
    Guid Id,
    string Community,
    MemberKind Kind,
    Guid? BranchId,
    Guid? OrganisationId,
    bool? ReportedIn,
    HelperForm Helper,
    int Holding,
    bool Suspended)
{
    /// <summary>Names the sealed columns.</summary>
    internal const string Noun = "members";

    internal static MemberView Of(Member member, PersonalData personal) => new(
        member.Id, member.Community, member.Kind, member.BranchId, member.OrganisationId,
        member.Kind == MemberKind.InService ? member.HasReportedIn : null,
        HelperForm.Of(member, Noun, personal), member.Holding, member.Suspended);
}

internal static class RegisterMember
{
    /// <summary>Enters the member; who is in service cannot be asked before reporting in.</summary>
    public static async Task<Results<Created<MemberView>, ProblemResult>> Handle(
        RegisterMemberRequest request, PartyBranchesDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        var isOwn = request.Kind == MemberKind.OwnBranch;
        var checks = new Checks()
            .Require(isOwn == await db.HasBranch(request.BranchId, request.Community)
                && isOwn == request.BranchId is not null, "branchId", Member.BadBranch)
            .Require(isOwn != await db.HasOrganisation(request.OrganisationId, request.Community)
                && isOwn == request.OrganisationId is null, "organisationId", Member.BadOrganisation);
        request.Helper.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Members.AnyAsync(x => x.Id == id))
            return RequestProblems.Exists.At("id");

        var member = new Member
        {
            Id = id,
            AnsweredById = id,
            Community = request.Community,
            Kind = request.Kind,
            BranchId = request.BranchId,
            OrganisationId = request.OrganisationId,
            Suspended = !isOwn,
        };
        request.Helper.Fill(member, MemberView.Noun, personal);
        db.Add(member);
        db.Changed(member);
        await db.SaveChangesAsync();
        Etag.Show(http, member.Version);
        return TypedResults.Created($"/api/v1/members/{id}", MemberView.Of(member, personal));
    }

    /// <summary>Whether it is a committee or branch of this community.</summary>
    internal static Task<bool> HasBranch(this PartyBranchesDb db, Guid? id, string community) =>
        db.Branches.AnyAsync(x => x.Id == id && x.Community == community && x.Kind != BranchKind.UnitOrganisation);

    /// <summary>Whether it is a unit's Party organisation that this community works with.</summary>
    internal static Task<bool> HasOrganisation(this PartyBranchesDb db, Guid? id, string community) =>
        db.Branches.AnyAsync(x => x.Id == id && x.Community == community && x.Kind == BranchKind.UnitOrganisation);
}
