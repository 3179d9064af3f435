using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Grids;

internal static class FindMicroGrid
{
    /// <summary>
    /// The micro-grids and special grids of the caller's communities; with <c>lon</c> and <c>lat</c> the one that holds
    /// the point, if there is one.
    /// </summary>
    public static async Task<Results<Ok<Page<GridView>>, ProblemResult>> All(
        double? lon, double? lat, HttpContext http, CommunityDb db, Caller caller)
    {
        var communities = caller.Communities;
        if (lon is null && lat is null)
        {
            var grids = db.Grids.AsNoTracking().Where(x => communities.Contains(x.Community)).Where(Grid.IsMicro);
            return TypedResults.Ok(await grids.ToPage(http, x => x.Id, GridView.Of));
        }

        if (lon is not { } longitude || lat is not { } latitude)
            return RequestProblems.MissingField.At(lon is null ? "lon" : "lat");
        var checks = new Checks().Range("lon", longitude, -180, 180).Range("lat", latitude, -90, 90);
        if (checks.Failed is { } problem)
            return problem;
        var found = await db.MicroGridAt(communities, new(longitude, latitude));
        return TypedResults.Ok(new Page<GridView>(found is null ? [] : [GridView.Of(found)], null));
    }

    /// <summary>One micro-grid or special grid.</summary>
    public static async Task<Results<Ok<GridView>, ProblemResult>> One(
        Guid id, HttpContext http, CommunityDb db, Caller caller)
    {
        var grid = await db.Grids.AsNoTracking().Where(Grid.IsMicro).SingleOrDefaultAsync(x => x.Id == id);
        if (grid is null || !caller.Serves(grid.Community))
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, grid.Version);
        return TypedResults.Ok(GridView.Of(grid));
    }

    /// <summary>
    /// The smallest area that holds the place: bounding boxes by index, then the exact test. A place on a common edge
    /// belongs to the area that was drawn first.
    /// </summary>
    internal static async Task<Grid?> MicroGridAt(
        this CommunityDb db, IReadOnlyList<string> communities, Position place)
    {
        var near = await db.Grids.AsNoTracking()
            .Where(x => communities.Contains(x.Community)
                && x.West <= place.Longitude && x.East >= place.Longitude
                && x.South <= place.Latitude && x.North >= place.Latitude)
            .Where(Grid.IsMicro)
            .OrderBy(x => x.Id)
            .ToListAsync();
        return near.Find(grid => grid.Holds(place));
    }
}
