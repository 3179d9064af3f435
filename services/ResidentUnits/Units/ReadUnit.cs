using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

internal static class ListUnits
{
    /// <summary>The units that serve the caller's communities, or one of them.</summary>
    public static async Task<Ok<Page<UnitListView>>> Handle(
        ResidentUnitsDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var units = db.Units.AsNoTracking().IgnoreAutoIncludes()
            .Where(x => x.Serves.Any(served => communities.Contains(served.Community)));
        return TypedResults.Ok(await units.ToPage(http, x => x.Id, UnitListView.Of));
    }
}

internal static class ReadUnit
{
    /// <summary>One unit with its contact; the reading leaves a receipt.</summary>
    public static async Task<Results<Ok<UnitView>, ProblemResult>> Handle(
        Guid id, ResidentUnitsDb db, Seal seal, Caller caller, HttpContext http)
    {
        var unit = await db.Units.SingleOrDefaultAsync(x => x.Id == id);
        if (unit is null || !caller.Communities.Any(unit.IsServing))
            return RequestProblems.NotFound.Plain;

        db.Add(new ReadReceipt(unit.Id, "contact", "units.read", caller.ClientId, db.Now));
        await db.SaveChangesAsync();
        Etag.Show(http, unit.Version);
        return TypedResults.Ok(UnitView.Of(unit, seal));
    }
}
