using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.WorkCalendars;

internal static class WorkCalendarRoutes
{
    public static void MapWorkCalendar(this IEndpointRouteBuilder app)
    {
        var calendar = app.MapGroup("/api/v1/work-calendar").WithTags("work-calendar");
        calendar.MapGet("/{year:int}", ReadWorkYear.Handle).RequireScope("communities.read");
        calendar.MapPut("/{year:int}", ImportWorkYear.Handle).RequireScope("communities.write");
    }
}
