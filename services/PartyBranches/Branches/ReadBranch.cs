using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>A Party organisation.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="ParentId">The committee above a branch.</param>
/// <param name="UnitId">The unit of a unit's Party organisation.</param>
/// <param name="ReportedInAt">When a unit's Party organisation reported in.</param>
public sealed record BranchView(
    Guid Id, string Community, BranchKind Kind, string Name, Guid? ParentId, Guid? UnitId, DateTimeOffset? ReportedInAt)
{
    internal static BranchView Of(Branch branch) => new(
        branch.Id, branch.Community, branch.Kind, branch.Name, branch.ParentId, branch.UnitId, branch.ReportedInAt);
}

internal static class ListBranches
{
    /// <summary>The Party organisations of the caller's communities, or of one.</summary>
    public static async Task<Ok<Page<BranchView>>> Handle(
        PartyBranchesDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var branches = db.Branches.AsNoTracking().Where(x => communities.Contains(x.Community));
        return TypedResults.Ok(await branches.ToPage(http, x => x.Id, BranchView.Of));
    }
}

internal static class ReadBranch
{
    /// <summary>One Party organisation.</summary>
    public static async Task<Results<Ok<BranchView>, ProblemResult>> Handle(
        Guid id, PartyBranchesDb db, Caller caller, HttpContext http)
    {
        var branch = await db.Branches.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        if (branch is null || !caller.Serves(branch.Community))
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, branch.Version);
        return TypedResults.Ok(BranchView.Of(branch));
    }
}
