using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;

namespace FiveSocieties.Volunteers;

/// <summary>What this service is made of.</summary>
public static class Volunteers
{
    /// <summary>Its database, what it hears, and what waits for its time.</summary>
    public static WebApplicationBuilder AddVolunteers(this WebApplicationBuilder builder)
    {
        builder.AddServiceDb<VolunteersDb, VolunteersSqlite, VolunteersPostgres>("Volunteers");
        builder.AddSociety<VolunteersDb>(Society.Volunteers);
        builder.AddModule<VolunteersDb>("volunteers");
        return builder;
    }

    /// <summary>Its routes, and the pool that Matching reads.</summary>
    public static void MapVolunteers(this IEndpointRouteBuilder app)
    {
        app.MapVolunteerRoutes();
        app.MapTeamRoutes();
        app.MapResourcePool();
    }
}
