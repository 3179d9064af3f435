using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.SocialWorkers;

/// <summary>What can change of a social worker; the community cannot.</summary>
/// <param name="Helper">Who they are and what they can do.</param>
/// <param name="Qualification">For example <c>social-worker</c>.</param>
/// <param name="LinkageCap">Most linkages held at the same time, 0 to 100.</param>
/// <param name="AgencyId">The agency; absent when the community itself recruited them.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
public sealed record SocialWorkerChange(
    HelperForm Helper, string Qualification, int LinkageCap = 10, Guid? AgencyId = null, bool Suspended = false);

internal static class ChangeSocialWorker
{
    public static async Task<Results<Ok<SocialWorkerView>, ProblemResult>> Handle(
        Guid id,
        SocialWorkerChange request,
        SocialWorkDb db,
        PersonalData personal,
        Caller caller,
        HttpContext http)
    {
        var worker = await db.SocialWorkers.SingleOrDefaultAsync(x => x.Id == id);
        if (worker is null || !caller.Serves(worker.Community))
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, worker.Version) is { } outdated)
            return outdated;
        var wrong = await db.Check(
            worker.Community, request.Helper, request.Qualification, request.LinkageCap, request.AgencyId);
        if (wrong is not null)
            return wrong;

        worker.AgencyId = request.AgencyId;
        worker.Qualification = request.Qualification;
        worker.LinkageCap = request.LinkageCap;
        worker.Suspended = request.Suspended;
        request.Helper.Fill(worker, SocialWorker.Noun, personal);
        db.Changed(worker);
        await db.SaveChangesAsync();
        Etag.Show(http, worker.Version);
        return TypedResults.Ok(SocialWorkerView.Of(worker));
    }
}
