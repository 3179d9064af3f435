using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

internal static class ListResidents
{
    /// <summary>The residents of the caller's communities, or of one: no names.</summary>
    public static async Task<Ok<Page<ResidentListView>>> Handle(
        ResidentUnitsDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var residents = db.Residents.AsNoTracking().Where(x => communities.Contains(x.Community));
        return TypedResults.Ok(await residents.ToPage(http, x => x.Id, ResidentListView.Of));
    }
}

internal static class ReadResident
{
    /// <summary>One resident, opened for a purpose; the reading leaves a receipt that the resident can see.</summary>
    public static async Task<Results<Ok<ResidentView>, ProblemResult>> Handle(
        Guid id, string? purpose, ResidentUnitsDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        if (!HelperForm.IsCode(purpose))
            return Resident.NoPurpose.At("purpose");
        var resident = await db.Residents.SingleOrDefaultAsync(x => x.Id == id);
        if (resident is null || !caller.Serves(resident.Community))
            return RequestProblems.NotFound.Plain;

        db.Add(new ReadReceipt(resident.Id, "contact", purpose!, caller.ClientId, db.Now));
        await db.SaveChangesAsync();
        Etag.Show(http, resident.Version);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(ResidentView.Of(resident, personal));
    }
}
