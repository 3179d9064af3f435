using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Grids;

/// <summary>A grid of any level.</summary>
/// <param name="Id">The grid.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Level">General, Grid, MicroGrid or Special.</param>
/// <param name="ParentId">The grid that it stands in; absent for a general grid.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Polygon">Its land.</param>
public sealed record GridView(
    Guid Id, string Community, GridLevel Level, Guid? ParentId, string Name, GeoPolygon Polygon)
{
    public static GridView Of(Grid grid) =>
        new(grid.Id, grid.Community, grid.Level, grid.ParentId, grid.Name, GeoPolygon.Of(grid.Polygon));
}

internal static class ListGrids
{
    /// <summary>The grids of a community, all levels or one.</summary>
    public static async Task<Results<Ok<Page<GridView>>, ProblemResult>> OfCommunity(
        string code, GridLevel? level, HttpContext http, CommunityDb db, Caller caller)
    {
        if (!caller.Serves(code))
            return RequestProblems.NotFound.Plain;
        var grids = db.Grids.AsNoTracking().Where(x => x.Community == code && (level == null || x.Level == level));
        return TypedResults.Ok(await grids.ToPage(http, x => x.Id, GridView.Of));
    }

    /// <summary>One grid of the community.</summary>
    public static async Task<Results<Ok<GridView>, ProblemResult>> One(
        string code, Guid id, HttpContext http, CommunityDb db, Caller caller)
    {
        if (await db.FindGrid(code, id, caller) is not { } grid)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, grid.Version);
        return TypedResults.Ok(GridView.Of(grid));
    }

    /// <summary>The grid if the caller serves its community.</summary>
    internal static async Task<Grid?> FindGrid(this CommunityDb db, string code, Guid id, Caller caller) =>
        caller.Serves(code) ? await db.Grids.SingleOrDefaultAsync(x => x.Id == id && x.Community == code) : null;
}
