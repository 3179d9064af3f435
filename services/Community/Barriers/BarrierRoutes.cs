using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Barriers;

internal static class BarrierRoutes
{
    public static void MapBarriers(this IEndpointRouteBuilder app)
    {
        var barriers = app.MapGroup("/api/v1/communities/{code}/barriers").WithTags("barriers");
        barriers.MapGet("/", ReadBarriers.Handle).RequireScope("communities.read");
        barriers.MapPut("/", DrawBarriers.Handle).RequireScope("communities.write");
    }
}
