using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Communities;

internal static class CommunityRoutes
{
    public static void MapCommunities(this IEndpointRouteBuilder app)
    {
        var communities = app.MapGroup("/api/v1/communities").WithTags("communities").WithKeptAnswers<CommunityDb>();

        var read = communities.MapGroup("").RequireScope("communities.read");
        read.MapGet("/", ListCommunities.All);
        read.MapGet("/{code}", ListCommunities.One);

        var write = communities.MapGroup("").RequireScope("communities.write");
        write.MapPost("/", DefineCommunity.Create);
        write.MapPut("/{code}", DefineCommunity.Change);
    }
}
