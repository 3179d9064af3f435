using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Volunteers;

/// <summary>Somebody wants to help.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Helper">Who it is, and what the person can do when.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record RegisterVolunteerRequest(string Community, HelperForm Helper, Guid? Id = null);

internal static class RegisterVolunteer
{
    /// <summary>Enters the volunteer and gives the volunteer number.</summary>
    public static async Task<Results<Created<VolunteerView>, ProblemResult>> Handle(
        RegisterVolunteerRequest request,
        VolunteersDb db,
        PersonalData personal,
        Caller caller,
        ILogger<VolunteersDb> log,
        HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        var checks = new Checks();
        request.Helper.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Volunteers.AnyAsync(x => x.Id == id))
            return RequestProblems.Exists.At("id");

        var volunteer = new Volunteer
        {
            Id = id,
            AnsweredById = id,
            Community = request.Community,
            Number = await FreeNumber(db),
        };
        request.Helper.Fill(volunteer, VolunteerView.Noun, personal);
        db.Add(volunteer);
        db.Changed(volunteer);
        await db.SaveChangesAsync();
        log.VolunteerRegistered(volunteer.Id, volunteer.Community);
        Etag.Show(http, volunteer.Version);
        return TypedResults.Created($"/api/v1/volunteers/{id}", VolunteerView.Of(volunteer, personal));
    }

    private static async Task<string> FreeNumber(VolunteersDb db)
    {
        var number = Volunteer.NewNumber();
        while (await db.Volunteers.AnyAsync(x => x.Number == number))
            number = Volunteer.NewNumber();
        return number;
    }
}
