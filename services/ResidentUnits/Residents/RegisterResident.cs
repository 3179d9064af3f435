using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>A resident's contact is to be kept.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Resident">What is known, and on what ground it is kept.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record RegisterResidentRequest(string Community, ResidentForm Resident, Guid? Id = null);

internal static class RegisterResident
{
    /// <summary>Enters the resident; an emergency is to be looked at again within 24 hours.</summary>
    public static async Task<Results<Created<ResidentView>, ProblemResult>> Handle(
        RegisterResidentRequest request,
        ResidentUnitsDb db,
        PersonalData personal,
        Caller caller,
        ILogger<ResidentUnitsDb> log,
        HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        var checks = new Checks();
        request.Resident.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Residents.AnyAsync(x => x.Id == id))
            return RequestProblems.Exists.At("id");

        var resident = new Resident { Id = id, Community = request.Community };
        request.Resident.Fill(resident, personal, db.Now);
        db.Add(resident);
        await db.SaveChangesAsync();
        log.ResidentRegistered(resident.Id, resident.Community, resident.Basis);
        Etag.Show(http, resident.Version);
        return TypedResults.Created($"/api/v1/residents/{id}", ResidentView.Of(resident, personal));
    }
}
