using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Communities;

/// <summary>A community comes onto the platform.</summary>
/// <param name="Code">12-digit division code, one of those in the caller's token.</param>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Boundary">Its land.</param>
/// <param name="Id">Made by the client (version 7), so that it may repeat the call.</param>
public sealed record CreateCommunityRequest(string Code, string Name, GeoPolygon Boundary, Guid? Id = null);

/// <summary>What can change of a community.</summary>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Boundary">Must hold all grids and stations that there are.</param>
public sealed record ChangeCommunityRequest(string Name, GeoPolygon Boundary);

internal static class DefineCommunity
{
    public static async Task<Results<Created<CommunityView>, ProblemResult>> Create(
        CreateCommunityRequest request, HttpContext http, CommunityDb db, Caller caller, ILogger<CommunityArea> log)
    {
        var checks = new Checks()
            .Require(CommunityArea.IsCode(request.Code), "code", CommunityArea.BadCode)
            .Text("name", request.Name, 80);
        var boundary = request.Boundary.Read(checks, "boundary");
        if (checks.Failed is { } problem)
            return problem;
        if (!caller.Serves(request.Code))
            return IdentityProblems.ForeignCommunity.At("code");
        if (await db.Communities.AnyAsync(x => x.Community == request.Code))
            return RequestProblems.Exists.At("code");
        if (request.Id is { } wanted && await db.Communities.AnyAsync(x => x.Id == wanted))
            return RequestProblems.Exists.At("id");

        var area = new CommunityArea(request.Id ?? Guid.CreateVersion7(), request.Code, request.Name, boundary!);
        db.Add(area);
        await db.SaveChangesAsync();
        log.CommunityDefined(area.Community, area.Version);
        Etag.Show(http, area.Version);
        return TypedResults.Created($"/api/v1/communities/{area.Community}", CommunityView.Of(area));
    }

    public static async Task<Results<Ok<CommunityView>, ProblemResult>> Change(
        string code,
        ChangeCommunityRequest request,
        HttpContext http,
        CommunityDb db,
        Caller caller,
        ILogger<CommunityArea> log)
    {
        var checks = new Checks().Text("name", request.Name, 80);
        var boundary = request.Boundary.Read(checks, "boundary");
        if (checks.Failed is { } problem)
            return problem;
        if (await db.Find(code, caller) is not { } area)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, area.Version) is { } outdated)
            return outdated;

        area.Change(request.Name, boundary!);
        if (await LeavesOut(db, area))
            return CommunityArea.LeavesOut.At("boundary");
        await db.SaveChangesAsync();
        log.CommunityDefined(area.Community, area.Version);
        Etag.Show(http, area.Version);
        return TypedResults.Ok(CommunityView.Of(area));
    }

    /// <summary>Grids inside a grid are inside it; so those at the top are enough.</summary>
    private static async Task<bool> LeavesOut(CommunityDb db, CommunityArea area)
    {
        var grids = await db.Grids.AsNoTracking()
            .Where(x => x.Community == area.Community && x.ParentId == null).ToListAsync();
        var stations = await db.Stations.AsNoTracking().Where(x => x.Community == area.Community).ToListAsync();
        return !grids.TrueForAll(grid => area.Boundary.Holds(grid.Polygon))
            || !stations.TrueForAll(station => area.Holds(station.Place));
    }
}
