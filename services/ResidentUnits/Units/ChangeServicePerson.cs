using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>The registration as it is to be.</summary>
/// <param name="Helper">All of it.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
public sealed record ChangeServicePersonRequest(HelperForm Helper, bool Suspended = false);

internal static class ChangeServicePerson
{
    /// <summary>Replaces the registration; what was already accepted stands.</summary>
    public static async Task<Results<Ok<ServicePersonView>, ProblemResult>> Handle(
        Guid id,
        Guid personId,
        ChangeServicePersonRequest request,
        ResidentUnitsDb db,
        PersonalData personal,
        Caller caller,
        HttpContext http)
    {
        var checks = new Checks();
        request.Helper.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var person = await db.ServicePeople.SingleOrDefaultAsync(x => x.Id == personId && x.AnsweredById == id);
        if (person is null || !caller.Serves(person.Community))
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, person.Version) is { } outdated)
            return outdated;

        request.Helper.Fill(person, ServicePersonView.Noun, personal);
        person.Suspended = request.Suspended;
        db.Changed(person);
        await db.SaveChangesAsync();
        Etag.Show(http, person.Version);
        return TypedResults.Ok(ServicePersonView.Of(person, personal));
    }
}
