using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

namespace FiveSocieties.ResidentUnits;

/// <summary>What this service is made of.</summary>
public static class ResidentUnits
{
    /// <summary>Its database, what it hears, and what waits for its time.</summary>
    public static WebApplicationBuilder AddResidentUnits(this WebApplicationBuilder builder)
    {
        builder.AddServiceDb<ResidentUnitsDb, ResidentUnitsSqlite, ResidentUnitsPostgres>("ResidentUnits");
        builder.AddSociety<ResidentUnitsDb>(Society.ResidentUnits);
        builder.AddModule<ResidentUnitsDb>("resident-units");
        builder.Services.AddOptions<PointsOptions>().BindConfiguration("Points")
            .Validate(points => points.MinutesPerPoint is >= 1 and <= 720, "Points:MinutesPerPoint is 1 to 720.")
            .Validate(
                points => points.ReservedFor >= TimeSpan.FromMinutes(1) && points.ReservedFor <= TimeSpan.FromDays(90),
                "Points:ReservedFor is one minute to 90 days.")
            .ValidateOnStart();
        builder.Services.AddScoped<CreditRound>();
        builder.Services.AddSweep<ResidentUnitsDb, WeighLedger>(TimeSpan.FromMinutes(1));
        builder.Services.AddDueRows<ResidentUnitsDb, ExpireReservations>(TimeSpan.FromMinutes(1));
        return builder;
    }

    /// <summary>Its routes, and what other services may ask.</summary>
    public static void MapResidentUnits(this IEndpointRouteBuilder app)
    {
        app.MapUnitRoutes();
        app.MapAgreementRoutes();
        app.MapResidentRoutes();
        app.MapPointsRoutes();
        app.MapGrpcService<ContactService>().RequireService();
        app.MapResourcePool();
    }
}
