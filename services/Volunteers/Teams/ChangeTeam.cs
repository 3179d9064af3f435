using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Volunteers;

/// <summary>What may change of a team.</summary>
/// <param name="Name">At most 80 characters.</param>
/// <param name="LeaderId">A volunteer of the team.</param>
public sealed record ChangeTeamRequest(string Name, Guid LeaderId);

internal static class ChangeTeam
{
    /// <summary>Renames the team, or gives it another leader.</summary>
    public static async Task<Results<Ok<TeamView>, ProblemResult>> Handle(
        Guid id, ChangeTeamRequest request, VolunteersDb db, Caller caller, HttpContext http)
    {
        if (new Checks().Text("name", request.Name, 80).Failed is { } problem)
            return problem;
        if (await db.FindTeam(id, caller) is not { } team)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, team.Version) is { } outdated)
            return outdated;

        team.Name = request.Name;
        team.LedBy(request.LeaderId);
        await db.SaveChangesAsync();
        Etag.Show(http, team.Version);
        return TypedResults.Ok(TeamView.Of(team));
    }
}
