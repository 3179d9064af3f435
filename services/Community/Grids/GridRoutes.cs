using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Grids;

internal static class GridRoutes
{
    public static void MapGrids(this IEndpointRouteBuilder app)
    {
        var grids = app.MapGroup("/api/v1/communities/{code}/grids").WithTags("grids").WithKeptAnswers<CommunityDb>();

        var read = grids.MapGroup("").RequireScope("communities.read");
        read.MapGet("/", ListGrids.OfCommunity);
        read.MapGet("/{id:guid}", ListGrids.One);

        var write = grids.MapGroup("").RequireScope("communities.write");
        write.MapPost("/", DrawGrid.Create);
        write.MapPut("/{id:guid}", DrawGrid.Change);

        var micro = app.MapGroup("/api/v1/micro-grids").WithTags("micro-grids").RequireScope("communities.read");
        micro.MapGet("/", FindMicroGrid.All);
        micro.MapGet("/{id:guid}", FindMicroGrid.One);
    }
}
