using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Volunteers;

/// <summary>Who joins a team.</summary>
/// <param name="VolunteerId">A volunteer of the same community.</param>
public sealed record JoinTeamRequest(Guid VolunteerId);

internal static class JoinTeam
{
    /// <summary>A volunteer joins the team.</summary>
    public static async Task<Results<Ok<TeamView>, ProblemResult>> Handle(
        Guid id, JoinTeamRequest request, VolunteersDb db, Caller caller, HttpContext http)
    {
        if (await db.FindTeam(id, caller) is not { } team)
            return RequestProblems.NotFound.Plain;
        if (!await db.HasVolunteer(request.VolunteerId, team.Community))
            return RequestProblems.NotFound.At("volunteerId");

        team.Join(request.VolunteerId, db.Now);
        await db.SaveChangesAsync();
        Etag.Show(http, team.Version);
        return TypedResults.Ok(TeamView.Of(team));
    }
}
