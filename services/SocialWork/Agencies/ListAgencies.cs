using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Agencies;

internal static class ListAgencies
{
    /// <summary>The agencies that serve one of the caller's communities.</summary>
    public static async Task<Ok<Page<AgencyView>>> All(
        SocialWorkDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var agencies = db.Agencies.AsNoTracking().Include(x => x.Served)
            .Where(x => x.Served.Any(served => communities.Contains(served.Community)));
        return TypedResults.Ok(await agencies.ToPage(http, x => x.Id, AgencyView.Of));
    }

    /// <summary>One agency.</summary>
    public static async Task<Results<Ok<AgencyView>, ProblemResult>> One(
        Guid id, SocialWorkDb db, Caller caller, HttpContext http)
    {
        var agency = await db.AgencyFor(id, caller);
        if (agency is null)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, agency.Version);
        return TypedResults.Ok(AgencyView.Of(agency));
    }

    /// <summary>The agency if the caller serves one of its communities.</summary>
    internal static async Task<Agency?> AgencyFor(this SocialWorkDb db, Guid id, Caller caller)
    {
        var agency = await db.Agencies.Include(x => x.Served).SingleOrDefaultAsync(x => x.Id == id);
        return agency is not null && agency.Served.Exists(x => caller.Serves(x.Community)) ? agency : null;
    }
}
