using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

internal static class ListServicePeople
{
    /// <summary>The people of a unit in the caller's communities: no names.</summary>
    public static async Task<Ok<Page<HelperView>>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var communities = caller.Communities;
        var people = db.ServicePeople.AsNoTracking()
            .Where(x => x.AnsweredById == id && communities.Contains(x.Community));
        return TypedResults.Ok(await people.ToPage(http, x => x.Id, HelperView.Of));
    }
}

internal static class ReadServicePerson
{
    /// <summary>One person with name and telephone; the reading leaves a receipt.</summary>
    public static async Task<Results<Ok<ServicePersonView>, ProblemResult>> Handle(
        Guid id, Guid personId, ResidentUnitsDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        var person = await db.ServicePeople.SingleOrDefaultAsync(x => x.Id == personId && x.AnsweredById == id);
        if (person is null || !caller.Serves(person.Community))
            return RequestProblems.NotFound.Plain;

        db.Add(new ReadReceipt(person.Id, "registration", "units.read", caller.ClientId, db.Now));
        await db.SaveChangesAsync();
        Etag.Show(http, person.Version);
        return TypedResults.Ok(ServicePersonView.Of(person, personal));
    }
}
