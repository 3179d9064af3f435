using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>A Party organisation that the community works with.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Kind">What it is; never changes.</param>
/// <param name="Name">Its name.</param>
/// <param name="ParentId">For a branch: the committee above it.</param>
/// <param name="UnitId">For a unit's Party organisation: the unit.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record EnterBranchRequest(
    string Community, BranchKind Kind, string Name, Guid? ParentId = null, Guid? UnitId = null, Guid? Id = null);

internal static class EnterBranch
{
    /// <summary>Enters a committee, a branch below it, or a unit's Party organisation.</summary>
    public static async Task<Results<Created<BranchView>, ProblemResult>> Handle(
        EnterBranchRequest request, PartyBranchesDb db, Caller caller, ILogger<PartyBranchesDb> log, HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        var checks = new Checks().Text("name", request.Name, 100)
            .Require(await HasRightParent(request, db), "parentId", Branch.BadParent)
            .Require(
                request.UnitId is not null == (request.Kind == BranchKind.UnitOrganisation), "unitId", Branch.BadUnit);
        if (checks.Failed is { } problem)
            return problem;
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Branches.AnyAsync(x => x.Id == id))
            return RequestProblems.Exists.At("id");

        var branch = new Branch
        {
            Id = id,
            Community = request.Community,
            Kind = request.Kind,
            Name = request.Name,
            ParentId = request.ParentId,
            UnitId = request.UnitId,
        };
        db.Add(branch);
        await db.SaveChangesAsync();
        log.BranchEntered(branch.Kind, branch.Id, branch.Community);
        Etag.Show(http, branch.Version);
        return TypedResults.Created($"/api/v1/branches/{id}", BranchView.Of(branch));
    }

    private static async Task<bool> HasRightParent(EnterBranchRequest request, PartyBranchesDb db) =>
        request.Kind == BranchKind.Branch
            ? await db.Branches.AnyAsync(x => x.Id == request.ParentId && x.Kind == BranchKind.Committee
                && x.Community == request.Community)
            : request.ParentId is null;
}
