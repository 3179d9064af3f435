using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Volunteers;

internal static class ListVolunteers
{
    /// <summary>The volunteers of the caller's communities, or of one: no names.</summary>
    public static async Task<Ok<Page<HelperView>>> Handle(
        VolunteersDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var volunteers = db.Volunteers.AsNoTracking().Where(x => communities.Contains(x.Community));
        return TypedResults.Ok(await volunteers.ToPage(http, x => x.Id, HelperView.Of));
    }
}

internal static class ReadVolunteer
{
    /// <summary>One volunteer with name and telephone; the reading leaves a receipt.</summary>
    public static async Task<Results<Ok<VolunteerView>, ProblemResult>> Handle(
        Guid id, VolunteersDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        var volunteer = await db.Volunteers.SingleOrDefaultAsync(x => x.Id == id);
        if (volunteer is null || !caller.Serves(volunteer.Community))
            return RequestProblems.NotFound.Plain;

        db.Add(new ReadReceipt(volunteer.Id, "registration", "volunteers.read", caller.ClientId, db.Now));
        await db.SaveChangesAsync();
        Etag.Show(http, volunteer.Version);
        return TypedResults.Ok(VolunteerView.Of(volunteer, personal));
    }
}
