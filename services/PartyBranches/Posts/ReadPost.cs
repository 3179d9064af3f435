using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>A post.</summary>
/// <param name="Id">The post.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Class">One of the eight classes.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Places">Most that can hold it at the same time.</param>
/// <param name="Claimed">How many have claimed it.</param>
/// <param name="Open">Whether it can be claimed.</param>
public sealed record PostView(
    Guid Id, string Community, PostClass Class, string Title, int Places, int Claimed, bool Open)
{
    internal static PostView Of(Post post) => new(
        post.Id, post.Community, post.Class, post.Title, post.Places, post.Claimed, post.Open);
}

internal static class ListPosts
{
    /// <summary>The posts of the caller's communities, or of one; of all classes or one.</summary>
    public static async Task<Ok<Page<PostView>>> Handle(
        PartyBranchesDb db, Caller caller, HttpContext http, string? community, PostClass? @class)
    {
        var communities = caller.Among(community);
        var posts = db.Posts.AsNoTracking()
            .Where(x => communities.Contains(x.Community) && (@class == null || x.Class == @class));
        return TypedResults.Ok(await posts.ToPage(http, x => x.Id, PostView.Of));
    }
}

internal static class ReadPost
{
    /// <summary>One post.</summary>
    public static async Task<Results<Ok<PostView>, ProblemResult>> Handle(
        Guid id, PartyBranchesDb db, Caller caller, HttpContext http)
    {
        if (await db.Find(id, caller) is not { } post)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, post.Version);
        return TypedResults.Ok(PostView.Of(post));
    }
}
