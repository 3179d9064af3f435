using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Volunteers;

internal static class TeamRoutes
{
    public static void MapTeamRoutes(this IEndpointRouteBuilder app)
    {
        var teams = app.MapGroup("/api/v1/teams").WithTags("teams").WithKeptAnswers<VolunteersDb>();

        var read = teams.MapGroup("").RequireScope("volunteers.read");
        read.MapGet("", ListTeams.Handle);
        read.MapGet("/{id:guid}", ReadTeam.Handle);

        var write = teams.MapGroup("").RequireScope("volunteers.write");
        write.MapPost("", FoundTeam.Handle);
        write.MapPut("/{id:guid}", ChangeTeam.Handle);
        write.MapPost("/{id:guid}/volunteers", JoinTeam.Handle);
        write.MapDelete("/{id:guid}/volunteers/{volunteerId:guid}", LeaveTeam.Handle);
    }
}
