using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

internal static class PointsRoutes
{
    public static void MapPointsRoutes(this IEndpointRouteBuilder app)
    {
        var points = app.MapGroup("/api/v1/points").WithTags("points").WithKeptAnswers<ResidentUnitsDb>();

        var read = points.MapGroup("").RequireScope("points.read");
        read.MapGet("/accounts", ListAccounts.Handle);
        read.MapGet("/accounts/{id:guid}", ReadAccount.Handle);
        read.MapGet("/accounts/{id:guid}/transfers", ListTransfers.Handle);
        read.MapGet("/transfers/{id:guid}", ReadTransfer.Handle);
        read.MapGet("/reservations", ListReservations.Handle);
        read.MapGet("/reservations/{id:guid}", ReadReservation.Handle);
        read.MapGet("/balance", ReadBalance.Handle);

        var write = points.MapGroup("").RequireScope("points.write");
        write.MapPost("/transfers", RedeemPoints.Spend);
        write.MapPost("/reservations", RedeemPoints.Reserve);
        write.MapPost("/reservations/{id:guid}/commit", EndReservation.Commit);
        write.MapPost("/reservations/{id:guid}/void", EndReservation.Void);
    }
}
