using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Volunteers;

/// <summary>A new team.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Name">At most 80 characters.</param>
/// <param name="LeaderId">A volunteer of the community, the first of the team.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record FoundTeamRequest(string Community, string Name, Guid LeaderId, Guid? Id = null);

internal static class FoundTeam
{
    /// <summary>Founds a team around its leader.</summary>
    public static async Task<Results<Created<TeamView>, ProblemResult>> Handle(
        FoundTeamRequest request, VolunteersDb db, Caller caller, HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        if (new Checks().Text("name", request.Name, 80).Failed is { } problem)
            return problem;
        if (!await db.HasVolunteer(request.LeaderId, request.Community))
            return RequestProblems.NotFound.At("leaderId");
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Teams.AnyAsync(x => x.Id == id))
            return RequestProblems.Exists.At("id");

        var team = new Team { Id = id, Community = request.Community, Name = request.Name };
        team.Join(request.LeaderId, db.Now);
        team.LedBy(request.LeaderId);
        db.Add(team);
        await db.SaveChangesAsync();
        Etag.Show(http, team.Version);
        return TypedResults.Created($"/api/v1/teams/{id}", TeamView.Of(team));
    }

    internal static Task<bool> HasVolunteer(this VolunteersDb db, Guid id, string community) =>
        db.Volunteers.AnyAsync(x => x.Id == id && x.Community == community);
}
