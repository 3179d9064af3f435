using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>The thing as it is to be.</summary>
/// <param name="Thing">All of it, with the same kind.</param>
public sealed record ChangeThingRequest(ThingForm Thing);

internal static class ChangeThing
{
    /// <summary>
    /// Replaces what is known, and restocks: the size is what is there now, so the same call twice says the same. Less
    /// than what is promised is refused.
    /// </summary>
    public static async Task<Results<Ok<ThingView>, ProblemResult>> Handle(
        Guid id, Guid thingId, ChangeThingRequest request, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var checks = new Checks();
        request.Thing.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var thing = await db.Things.SingleOrDefaultAsync(x => x.Id == thingId && x.AnsweredById == id);
        if (thing is null || !caller.Serves(thing.Community))
            return RequestProblems.NotFound.Plain;
        if (request.Thing.Kind != thing.Kind)
            return ThingForm.OtherKind.At("thing.kind");
        if (Etag.Guard(http, thing.Version) is { } outdated)
            return outdated;

        request.Thing.Fill(thing);
        db.Changed(thing);
        await db.SaveChangesAsync();
        Etag.Show(http, thing.Version);
        return TypedResults.Ok(ThingView.Of(thing));
    }
}
