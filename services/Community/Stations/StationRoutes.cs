using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Stations;

internal static class StationRoutes
{
    public static void MapStations(this IEndpointRouteBuilder app)
    {
        var stations = app.MapGroup("/api/v1/stations").WithTags("stations").WithKeptAnswers<CommunityDb>();

        var read = stations.MapGroup("").RequireScope("communities.read");
        read.MapGet("/", ListStations.All);
        read.MapGet("/{id:guid}", ListStations.One);

        var write = stations.MapGroup("").RequireScope("communities.write");
        write.MapPost("/", PlaceStation.Create);
        write.MapPut("/{id:guid}", PlaceStation.Change);
    }
}
