using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>A unit lets one of its people serve.</summary>
/// <param name="Helper">Who it is, and what the person can do when.</param>
/// <param name="Community">One of the communities that the unit serves; its home when not said.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record RegisterServicePersonRequest(HelperForm Helper, string? Community = null, Guid? Id = null);

/// <summary>A service person, opened for one who may read it.</summary>
/// <param name="Id">The person.</param>
/// <param name="UnitId">The unit that answers for the person.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Helper">The registration.</param>
/// <param name="Holding">Tasks asked, accepted or started.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
public sealed record ServicePersonView(
    Guid Id, Guid UnitId, string Community, HelperForm Helper, int Holding, bool Suspended)
{
    /// <summary>Names the sealed columns.</summary>
    internal const string Noun = "service-people";

    internal static ServicePersonView Of(ServicePerson person, PersonalData personal) => new(
        person.Id, person.AnsweredById, person.Community, HelperForm.Of(person, Noun, personal), person.Holding,
        person.Suspended);
}

internal static class RegisterServicePerson
{
    /// <summary>Enters the person into the pool; the unit answers invitations.</summary>
    public static async Task<Results<Created<ServicePersonView>, ProblemResult>> Handle(
        Guid id,
        RegisterServicePersonRequest request,
        ResidentUnitsDb db,
        PersonalData personal,
        Caller caller,
        HttpContext http)
    {
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        if (unit is null || !caller.Communities.Any(unit.IsServing))
            return RequestProblems.NotFound.Plain;
        var community = request.Community ?? unit.Community;
        if (!caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");
        var checks = new Checks().Require(unit.IsServing(community), "community", Unit.NotServed);
        request.Helper.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var personId = request.Id ?? Guid.CreateVersion7();
        if (await db.ServicePeople.AnyAsync(x => x.Id == personId))
            return RequestProblems.Exists.At("id");

        var person = new ServicePerson { Id = personId, AnsweredById = unit.Id, Community = community };
        request.Helper.Fill(person, ServicePersonView.Noun, personal);
        db.Add(person);
        db.Changed(person);
        await db.SaveChangesAsync();
        Etag.Show(http, person.Version);
        return TypedResults.Created(
            $"/api/v1/units/{id}/service-people/{personId}", ServicePersonView.Of(person, personal));
    }
}
