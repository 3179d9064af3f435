using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.SocialWorkers;

/// <summary>A social worker as partners see them.</summary>
/// <param name="Id">The social worker.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="AgencyId">The agency; absent when the community itself recruited them.</param>
/// <param name="Qualification">For example <c>social-worker</c>.</param>
/// <param name="LinkageCap">Most linkages held at the same time.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
/// <param name="Skills">What the person can do.</param>
/// <param name="Holding">Tasks asked, accepted or started.</param>
/// <param name="Helper">The whole registration; only when one is read.</param>
public sealed record SocialWorkerView(
    Guid Id,
    string Community,
    Guid? AgencyId,
    string Qualification,
    int LinkageCap,
    bool Suspended,
    IReadOnlyList<HelperSkill> Skills,
    int Holding,
    HelperForm? Helper = null)
{
    public static SocialWorkerView Of(SocialWorker worker) => new(
        worker.Id, worker.Community, worker.AgencyId, worker.Qualification, worker.LinkageCap, worker.Suspended,
        worker.Skills, worker.Holding);
}

internal static class ListSocialWorkers
{
    /// <summary>The social workers of the caller's communities, without names.</summary>
    public static async Task<Ok<Page<SocialWorkerView>>> All(
        SocialWorkDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var workers = db.SocialWorkers.AsNoTracking().Where(x => communities.Contains(x.Community));
        return TypedResults.Ok(await workers.ToPage(http, x => x.Id, SocialWorkerView.Of));
    }

    /// <summary>One social worker with the sealed fields opened; the reading leaves a receipt.</summary>
    public static async Task<Results<Ok<SocialWorkerView>, ProblemResult>> One(
        Guid id, SocialWorkDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        var worker = await db.SocialWorkers.SingleOrDefaultAsync(x => x.Id == id);
        if (worker is null || !caller.Serves(worker.Community))
            return RequestProblems.NotFound.Plain;

        db.Add(new ReadReceipt(worker.Id, "registration", "read by id", caller.ClientId, db.Now));
        await db.SaveChangesAsync();
        Etag.Show(http, worker.Version);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(
            SocialWorkerView.Of(worker) with { Helper = HelperForm.Of(worker, SocialWorker.Noun, personal) });
    }
}
