using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Volunteers;

internal static class VolunteerRoutes
{
    public static void MapVolunteerRoutes(this IEndpointRouteBuilder app)
    {
        var volunteers = app.MapGroup("/api/v1/volunteers").WithTags("volunteers").WithKeptAnswers<VolunteersDb>();

        var read = volunteers.MapGroup("").RequireScope("volunteers.read");
        read.MapGet("", ListVolunteers.Handle);
        read.MapGet("/{id:guid}", ReadVolunteer.Handle);
        read.MapGet("/{id:guid}/hours", ReadHours.Handle);

        var write = volunteers.MapGroup("").RequireScope("volunteers.write");
        write.MapPost("", RegisterVolunteer.Handle);
        write.MapPut("/{id:guid}", ChangeVolunteer.Handle);

        volunteers.MapEngagements(Society.Volunteers);
        volunteers.MapCalls(Society.Volunteers);
    }
}
