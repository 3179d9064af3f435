using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.SocialWork.Agencies;

/// <summary>What can change of an agency; its credit code cannot.</summary>
/// <param name="Name">At most 100 characters.</param>
/// <param name="Communities">12-digit codes, 1 to 100.</param>
public sealed record AgencyChange(string Name, IReadOnlyList<string> Communities);

internal static class ChangeAgency
{
    public static async Task<Results<Ok<AgencyView>, ProblemResult>> Handle(
        Guid id, AgencyChange request, SocialWorkDb db, Caller caller, HttpContext http)
    {
        var agency = await db.AgencyFor(id, caller);
        if (agency is null)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, agency.Version) is { } outdated)
            return outdated;
        var checks = new Checks().Text("name", request.Name, 100)
            .Count("communities", request.Communities.Count, 1, 100);
        if (checks.Failed is { } problem)
            return problem;
        if (RegisterAgency.Foreign(request.Communities, caller, agency) is { } foreign)
            return foreign;

        agency.Name = request.Name;
        agency.Serve(request.Communities);
        await db.SaveChangesAsync();
        Etag.Show(http, agency.Version);
        return TypedResults.Ok(AgencyView.Of(agency));
    }
}
