using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>A new post.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Class">One of the eight classes; never changes.</param>
/// <param name="Title">What is to be done, at most 100 characters.</param>
/// <param name="Places">Most that can hold it at the same time, 1 to 200.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
/// <example>
/// {"community": "510104001001", "class": "SafetyPatrol", "title": "Evening round of the courtyards", "places": 4}
/// </example>
public sealed record OfferPostRequest(string Community, PostClass Class, string Title, int Places, Guid? Id = null);

internal static class OfferPost
{
    /// <summary>Offers a post to the members and units' Party organisations of a community.</summary>
    public static async Task<Results<Created<PostView>, ProblemResult>> Handle(
        OfferPostRequest request, PartyBranchesDb db, Caller caller, HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        if (ChangePost.Check(request.Title, request.Places).Failed is { } problem)
            return problem;
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Posts.AnyAsync(x => x.Id == id))
            return RequestProblems.Exists.At("id");

        var post = new Post { Id = id, Community = request.Community, Class = request.Class };
        post.Offer(request.Title, request.Places, open: true);
        db.Add(post);
        await db.SaveChangesAsync();
        Etag.Show(http, post.Version);
        return TypedResults.Created($"/api/v1/posts/{id}", PostView.Of(post));
    }
}
