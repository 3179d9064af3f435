using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Matching.Resources;

internal static class ResourceRoutes
{
    public static void MapResources(this IEndpointRouteBuilder app)
    {
        var resources = app.MapGroup("/api/v1/resources").WithTags("resources");
        resources.MapGet("/", ListResources.Handle).RequireScope("resources.read");
    }
}
