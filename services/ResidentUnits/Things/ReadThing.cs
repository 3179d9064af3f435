using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

internal static class ListThings
{
    /// <summary>What a unit offers in the caller's communities.</summary>
    public static async Task<Ok<Page<ThingView>>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http, NeedKind? kind)
    {
        var communities = caller.Communities;
        var things = db.Things.AsNoTracking().Where(x => x.AnsweredById == id
            && communities.Contains(x.Community) && (kind == null || x.Kind == kind));
        return TypedResults.Ok(await things.ToPage(http, x => x.Id, ThingView.Of));
    }
}

internal static class ReadThing
{
    /// <summary>One thing, with what is left of it.</summary>
    public static async Task<Results<Ok<ThingView>, ProblemResult>> Handle(
        Guid id, Guid thingId, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var thing = await db.Things.AsNoTracking().SingleOrDefaultAsync(x => x.Id == thingId && x.AnsweredById == id);
        if (thing is null || !caller.Serves(thing.Community))
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, thing.Version);
        return TypedResults.Ok(ThingView.Of(thing));
    }
}
