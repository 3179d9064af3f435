using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Communities;

/// <summary>A community.</summary>
/// <param name="Code">12-digit division code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Subdistrict">Code of the sub-district (街道): the first nine digits.</param>
/// <param name="Boundary">Its land.</param>
public sealed record CommunityView(string Code, string Name, string Subdistrict, GeoPolygon Boundary)
{
    public static CommunityView Of(CommunityArea area) =>
        new(area.Community, area.Name, area.Subdistrict, GeoPolygon.Of(area.Boundary));
}

internal static class ListCommunities
{
    /// <summary>The communities that the caller serves.</summary>
    public static async Task<Ok<Page<CommunityView>>> All(HttpContext http, CommunityDb db, Caller caller)
    {
        var codes = caller.Communities;
        var areas = db.Communities.AsNoTracking().Where(x => codes.Contains(x.Community));
        return TypedResults.Ok(await areas.ToPage(http, x => x.Id, CommunityView.Of));
    }

    /// <summary>One community; its entity tag counts every change of its territory.</summary>
    public static async Task<Results<Ok<CommunityView>, ProblemResult>> One(
        string code, HttpContext http, CommunityDb db, Caller caller)
    {
        if (await db.Find(code, caller) is not { } area)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, area.Version);
        return TypedResults.Ok(CommunityView.Of(area));
    }

    /// <summary>The community if the caller serves it.</summary>
    internal static async Task<CommunityArea?> Find(this CommunityDb db, string code, Caller caller) =>
        caller.Serves(code) ? await db.Communities.SingleOrDefaultAsync(x => x.Community == code) : null;
}
