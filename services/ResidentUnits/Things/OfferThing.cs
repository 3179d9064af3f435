using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>A unit offers something.</summary>
/// <param name="Thing">What it is, and how much of it.</param>
/// <param name="Community">One of the communities that the unit serves; its home when not said.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
/// <example>
/// {"thing": {"kind": "Venue", "code": "hall", "name": "Meeting hall", "size": 60,
///  "place": {"longitude": 104.0661, "latitude": 30.6572}}}
/// </example>
public sealed record OfferThingRequest(ThingForm Thing, string? Community = null, Guid? Id = null);

internal static class OfferThing
{
    /// <summary>Enters the thing into the pool; the unit answers invitations.</summary>
    public static async Task<Results<Created<ThingView>, ProblemResult>> Handle(
        Guid id, OfferThingRequest request, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        if (unit is null || !caller.Communities.Any(unit.IsServing))
            return RequestProblems.NotFound.Plain;
        var community = request.Community ?? unit.Community;
        if (!caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");
        var checks = new Checks().Require(unit.IsServing(community), "community", Unit.NotServed);
        request.Thing.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var thingId = request.Id ?? Guid.CreateVersion7();
        if (await db.Resources.AnyAsync(x => x.Id == thingId))
            return RequestProblems.Exists.At("id");

        var thing = new Thing
        {
            Id = thingId,
            AnsweredById = unit.Id,
            Community = community,
            Kind = request.Thing.Kind,
        };
        request.Thing.Fill(thing);
        db.Add(thing);
        db.Changed(thing);
        await db.SaveChangesAsync();
        Etag.Show(http, thing.Version);
        return TypedResults.Created($"/api/v1/units/{id}/things/{thingId}", ThingView.Of(thing));
    }
}
