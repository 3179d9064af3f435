using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.PartyBranches;

internal static class PostRoutes
{
    public static void MapPostRoutes(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/api/v1/posts").WithTags("posts").WithKeptAnswers<PartyBranchesDb>();

        var read = posts.MapGroup("").RequireScope("posts.read");
        read.MapGet("", ListPosts.Handle);
        read.MapGet("/{id:guid}", ReadPost.Handle);
        read.MapGet("/{id:guid}/claims", ListClaims.Handle);

        var write = posts.MapGroup("").RequireScope("posts.write");
        write.MapPost("", OfferPost.Handle);
        write.MapPut("/{id:guid}", ChangePost.Handle);
        write.MapPost("/{id:guid}/claims", ClaimPost.Handle);
        write.MapPost("/{id:guid}/claims/{claimId:guid}/judge", JudgeCommitment.Handle);
    }
}
