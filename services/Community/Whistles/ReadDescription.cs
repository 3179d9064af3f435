using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Community.Whistles;

/// <summary>What is needed, in the words of who raised it. Not to be kept.</summary>
/// <param name="Description">At most 2,000 characters.</param>
/// <param name="ResidentId">For whom, by ResidentUnits' id; absent when for nobody in particular.</param>
public sealed record DescriptionView(string Description, Guid? ResidentId);

internal static class ReadDescription
{
    /// <summary>With what the description is sealed: it opens for nothing else.</summary>
    public const string Purpose = "whistles.description";

    /// <summary>What is needed, in the words it was told in. For staff, who must triage, and for who raised it; each reading leaves a receipt.</summary>
    public static async Task<Results<Ok<DescriptionView>, ProblemResult>> Handle(
        Guid id, HttpContext http, CommunityDb db, Caller caller, Seal seal)
    {
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        var isOwn = whistle.RaisedBy == caller.ClientId;
        if (!isOwn && !caller.In(BlowWhistle.Role))
            return IdentityProblems.NoRole.Plain;

        db.Add(new ReadReceipt(whistle.Id, "description", isOwn ? "own" : "triage", caller.ClientId, db.Now));
        await db.SaveChangesAsync();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new DescriptionView(seal.Open(Purpose, whistle.Description), whistle.ResidentId));
    }
}
