using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

internal static class PointsRoutes
{
    public static void MapPointsRoutes(this IEndpointRouteBuilder app)
    {
        var points = app.MapGroup("/api/v1/points").WithTags("points").RequireScope("points.read");
        points.MapGet("/accounts", ListAccounts.Handle);
        points.MapGet("/accounts/{id:guid}", ReadAccount.Handle);
        points.MapGet("/accounts/{id:guid}/transfers", ListTransfers.Handle);
        points.MapGet("/balance", ReadBalance.Handle);
    }
}
