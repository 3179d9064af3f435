using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>What may change of a post; its class and community never do.</summary>
/// <param name="Title">What is to be done, at most 100 characters.</param>
/// <param name="Places">Most that can hold it at the same time, 1 to 200; not fewer than hold it.</param>
/// <param name="Open">Whether it can be claimed.</param>
public sealed record ChangePostRequest(string Title, int Places, bool Open);

internal static class ChangePost
{
    /// <summary>Changes what is offered; claims that stand are kept.</summary>
    public static async Task<Results<Ok<PostView>, ProblemResult>> Handle(
        Guid id, ChangePostRequest request, PartyBranchesDb db, Caller caller, HttpContext http)
    {
        if (Check(request.Title, request.Places).Failed is { } problem)
            return problem;
        if (await db.Find(id, caller) is not { } post)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, post.Version) is { } outdated)
            return outdated;

        post.Offer(request.Title, request.Places, request.Open);
        await db.SaveChangesAsync();
        Etag.Show(http, post.Version);
        return TypedResults.Ok(PostView.Of(post));
    }

    internal static Checks Check(string title, int places) =>
        new Checks().Text("title", title, 100).Range("places", places, 1, 200);

    /// <summary>A post that the caller sees.</summary>
    internal static async Task<Post?> Find(this PartyBranchesDb db, Guid id, Caller caller) =>
        await db.Posts.SingleOrDefaultAsync(x => x.Id == id) is { } post && caller.Serves(post.Community) ? post : null;
}
