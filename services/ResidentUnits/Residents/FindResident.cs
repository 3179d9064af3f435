using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>Whose number is this? In a body, since addresses end in logs.</summary>
/// <param name="Phone">Mainland number.</param>
public sealed record FindResidentRequest(string Phone);

internal static class FindResident
{
    /// <summary>The residents with this number, by the blind index: no row is opened.</summary>
    public static async Task<Results<Ok<Page<ResidentListView>>, ProblemResult>> Handle(
        FindResidentRequest request, ResidentUnitsDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        if (!PhoneNumber.TryParse(request.Phone, out var phone))
            return HelperForm.BadPhone.At("phone");
        var index = ResidentForm.IndexOf(phone, personal);
        var communities = caller.Communities;
        var residents = db.Residents.AsNoTracking()
            .Where(x => x.PhoneIndex == index && communities.Contains(x.Community));
        return TypedResults.Ok(await residents.ToPage(http, x => x.Id, ResidentListView.Of));
    }
}
