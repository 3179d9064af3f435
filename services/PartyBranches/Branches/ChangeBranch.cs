using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>What may change of a Party organisation; its kind and place never do.</summary>
/// <param name="Name">Its name.</param>
public sealed record ChangeBranchRequest(string Name);

internal static class ChangeBranch
{
    /// <summary>Renames it.</summary>
    public static async Task<Results<Ok<BranchView>, ProblemResult>> Handle(
        Guid id, ChangeBranchRequest request, PartyBranchesDb db, Caller caller, HttpContext http)
    {
        if (new Checks().Text("name", request.Name, 100).Failed is { } problem)
            return problem;
        var branch = await db.Branches.SingleOrDefaultAsync(x => x.Id == id);
        if (branch is null || !caller.Serves(branch.Community))
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, branch.Version) is { } outdated)
            return outdated;

        branch.Name = request.Name;
        await db.SaveChangesAsync();
        Etag.Show(http, branch.Version);
        return TypedResults.Ok(BranchView.Of(branch));
    }
}
