using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Volunteers;

/// <summary>The registration as it is to be.</summary>
/// <param name="Helper">All of it.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
public sealed record ChangeVolunteerRequest(HelperForm Helper, bool Suspended = false);

internal static class ChangeVolunteer
{
    /// <summary>Replaces the registration; what the volunteer already accepted stands.</summary>
    public static async Task<Results<Ok<VolunteerView>, ProblemResult>> Handle(
        Guid id,
        ChangeVolunteerRequest request,
        VolunteersDb db,
        PersonalData personal,
        Caller caller,
        ILogger<VolunteersDb> log,
        HttpContext http)
    {
        var checks = new Checks();
        request.Helper.Check(checks);
        if (checks.Failed is { } problem)
            return problem;
        var volunteer = await db.Volunteers.SingleOrDefaultAsync(x => x.Id == id);
        if (volunteer is null || !caller.Serves(volunteer.Community))
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, volunteer.Version) is { } outdated)
            return outdated;

        request.Helper.Fill(volunteer, VolunteerView.Noun, personal);
        volunteer.Suspended = request.Suspended;
        db.Changed(volunteer);
        await db.SaveChangesAsync();
        log.VolunteerChanged(volunteer.Id);
        Etag.Show(http, volunteer.Version);
        return TypedResults.Ok(VolunteerView.Of(volunteer, personal));
    }
}
