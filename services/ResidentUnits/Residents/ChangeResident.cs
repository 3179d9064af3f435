using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>The resident as known from now on.</summary>
/// <param name="Resident">All of it.</param>
public sealed record ChangeResidentRequest(ResidentForm Resident);

internal static class ChangeResident
{
    /// <summary>Replaces what is known; the review of an emergency is to name consent or a duty here.</summary>
    public static async Task<Results<Ok<ResidentView>, ProblemResult>> Handle(
        Guid id,
        ChangeResidentRequest request,
        ResidentUnitsDb db,
        PersonalData personal,
        Caller caller,
        HttpContext http)
    {
        var checks = new Checks();
        request.Resident.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var resident = await db.Residents.SingleOrDefaultAsync(x => x.Id == id);
        if (resident is null || !caller.Serves(resident.Community))
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, resident.Version) is { } outdated)
            return outdated;

        request.Resident.Fill(resident, personal, db.Now);
        await db.SaveChangesAsync();
        Etag.Show(http, resident.Version);
        return TypedResults.Ok(ResidentView.Of(resident, personal));
    }
}
