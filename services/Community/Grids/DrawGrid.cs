using FiveSocieties.Community.Communities;
using FiveSocieties.Community.Places;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Grids;

/// <summary>A new grid.</summary>
/// <param name="Level">General, Grid, MicroGrid or Special.</param>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Polygon">Inside its parent, not overlapping its siblings.</param>
/// <param name="ParentId">The grid that it stands in; absent for a general grid.</param>
/// <param name="Id">Made by the client (version 7), so that it may repeat the call.</param>
public sealed record CreateGridRequest(
    GridLevel Level, string Name, GeoPolygon Polygon, Guid? ParentId = null, Guid? Id = null);

/// <summary>What can change of a grid.</summary>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Polygon">Inside its parent, not overlapping its siblings, holding what stands in it.</param>
public sealed record ChangeGridRequest(string Name, GeoPolygon Polygon);

internal static class DrawGrid
{
    public static async Task<Results<Created<GridView>, ProblemResult>> Create(
        string code, CreateGridRequest request, HttpContext http, CommunityDb db, Caller caller, ILogger<Grid> log)
    {
        var checks = new Checks().Text("name", request.Name, 80);
        var polygon = request.Polygon.Read(checks, "polygon");
        if (checks.Failed is { } problem)
            return problem;
        if (await db.Find(code, caller) is not { } area)
            return RequestProblems.NotFound.Plain;
        if (request.Id is { } wanted && await db.Grids.AnyAsync(x => x.Id == wanted))
            return RequestProblems.Exists.At("id");

        var id = request.Id ?? Guid.CreateVersion7();
        var grid = new Grid(id, code, request.Level, request.ParentId, request.Name, polygon!);
        if (await Misplaced(db, area, grid) is { } misplaced)
            return misplaced;
        db.Add(grid);
        db.Publish(area, new GridChanged(code));
        await db.SaveChangesAsync();
        log.GridDrawn(grid.Id, code);
        Etag.Show(http, grid.Version);
        return TypedResults.Created($"/api/v1/communities/{code}/grids/{grid.Id}", GridView.Of(grid));
    }

    public static async Task<Results<Ok<GridView>, ProblemResult>> Change(
        string code, Guid id, ChangeGridRequest request, HttpContext http, CommunityDb db, Caller caller,
        ILogger<Grid> log)
    {
        var checks = new Checks().Text("name", request.Name, 80);
        var polygon = request.Polygon.Read(checks, "polygon");
        if (checks.Failed is { } problem)
            return problem;
        if (await db.Find(code, caller) is not { } area || await db.FindGrid(code, id, caller) is not { } grid)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, grid.Version) is { } outdated)
            return outdated;

        grid.Change(request.Name, polygon!);
        if (await Misplaced(db, area, grid) is { } misplaced)
            return misplaced;
        db.Publish(area, new GridChanged(code));
        await db.SaveChangesAsync();
        log.GridDrawn(grid.Id, code);
        Etag.Show(http, grid.Version);
        return TypedResults.Ok(GridView.Of(grid));
    }

    /// <summary>Two grids drawn at once meet in the version of the community, which both count up.</summary>
    private static async Task<ProblemResult?> Misplaced(CommunityDb db, CommunityArea area, Grid grid)
    {
        var parent = grid.ParentId is { } id
            ? await db.Grids.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && x.Community == grid.Community)
            : null;
        if ((grid.ParentId is not null && parent is null) || !Grid.Fits(grid.Level, parent?.Level))
            return Grid.BadParent.At("parentId");
        if (!(parent?.Polygon ?? area.Boundary).Holds(grid.Polygon))
            return Grid.Outside.At("polygon");

        var siblings = await db.Grids.AsNoTracking()
            .Where(x => x.Community == grid.Community && x.ParentId == grid.ParentId && x.Id != grid.Id
                && x.West <= grid.East && x.East >= grid.West && x.South <= grid.North && x.North >= grid.South)
            .ToListAsync();
        if (siblings.Exists(sibling => grid.Polygon.ReachesInto(sibling.Polygon)))
            return Grid.Overlap.At("polygon");

        var children = await db.Grids.AsNoTracking().Where(x => x.ParentId == grid.Id).ToListAsync();
        return children.TrueForAll(child => grid.Polygon.Holds(child.Polygon)) ? null : Grid.LeavesOut.At("polygon");
    }
}
