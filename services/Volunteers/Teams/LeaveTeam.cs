using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Volunteers;

internal static class LeaveTeam
{
    /// <summary>A volunteer leaves the team; the leader can once somebody else leads.</summary>
    public static async Task<Results<NoContent, ProblemResult>> Handle(
        Guid id, Guid volunteerId, VolunteersDb db, Caller caller)
    {
        if (await db.FindTeam(id, caller) is not { } team)
            return RequestProblems.NotFound.Plain;

        team.Leave(volunteerId);
        await db.SaveChangesAsync();
        return TypedResults.NoContent();
    }
}
