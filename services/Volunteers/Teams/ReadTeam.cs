using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Volunteers;

/// <summary>A team.</summary>
/// <param name="Id">The team.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="LeaderId">The volunteer who leads it.</param>
/// <param name="Volunteers">Who is in it, by id, in the order in which they joined.</param>
public sealed record TeamView(Guid Id, string Community, string Name, Guid LeaderId, IReadOnlyList<Guid> Volunteers)
{
    internal static TeamView Of(Team team) => new(
        team.Id, team.Community, team.Name, team.LeaderId,
        [.. team.Places.OrderBy(x => x.JoinedAt).ThenBy(x => x.VolunteerId).Select(x => x.VolunteerId)]);
}

internal static class ListTeams
{
    /// <summary>The teams of the caller's communities, or of one.</summary>
    public static async Task<Ok<Page<TeamView>>> Handle(
        VolunteersDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var teams = db.Teams.AsNoTracking().Include(x => x.Places).Where(x => communities.Contains(x.Community));
        return TypedResults.Ok(await teams.ToPage(http, x => x.Id, TeamView.Of));
    }
}

internal static class ReadTeam
{
    /// <summary>One team.</summary>
    public static async Task<Results<Ok<TeamView>, ProblemResult>> Handle(
        Guid id, VolunteersDb db, Caller caller, HttpContext http)
    {
        if (await db.FindTeam(id, caller) is not { } team)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, team.Version);
        return TypedResults.Ok(TeamView.Of(team));
    }

    /// <summary>A team that the caller sees, with who is in it.</summary>
    internal static async Task<Team?> FindTeam(this VolunteersDb db, Guid id, Caller caller) =>
        await db.Teams.Include(x => x.Places).SingleOrDefaultAsync(x => x.Id == id) is { } team
            && caller.Serves(team.Community) ? team : null;
}
