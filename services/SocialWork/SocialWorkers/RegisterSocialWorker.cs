using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.SocialWorkers;

/// <summary>A social worker of an agency, or one whom the community itself recruited.</summary>
/// <param name="Community">12-digit code of the community where they work.</param>
/// <param name="Helper">Who they are and what they can do.</param>
/// <param name="Qualification">For example <c>assistant-social-worker</c>.</param>
/// <param name="LinkageCap">Most linkages held at the same time, 0 to 100.</param>
/// <param name="AgencyId">The agency; absent when the community itself recruited them.</param>
/// <param name="Id">Made by the client (UUID version 7), so that it may repeat the call.</param>
public sealed record SocialWorkerRequest(
    string Community,
    HelperForm Helper,
    string Qualification,
    int LinkageCap = 10,
    Guid? AgencyId = null,
    Guid? Id = null);

internal static class RegisterSocialWorker
{
    private static readonly Problem BadQualification = new(
        "social-worker.qualification", 422, "A qualification is a code of lower-case letters and dashes.",
        "资格应为由小写字母和连字符组成的代码。");

    private static readonly Problem BadAgency = new(
        "social-worker.agency", 422, "There is no such agency, or it does not serve this community.",
        "机构不存在,或不服务于该社区。");

    public static async Task<Results<Created<SocialWorkerView>, ProblemResult>> Handle(
        SocialWorkerRequest request, SocialWorkDb db, PersonalData personal, Caller caller, HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        var wrong = await db.Check(
            request.Community, request.Helper, request.Qualification, request.LinkageCap, request.AgencyId);
        if (wrong is not null)
            return wrong;
        if (request.Id is { } known && await db.SocialWorkers.AnyAsync(x => x.Id == known))
            return RequestProblems.Exists.At("id");

        var id = request.Id ?? Guid.CreateVersion7();
        var worker = new SocialWorker
        {
            Id = id,
            AnsweredById = id,
            Community = request.Community,
            AgencyId = request.AgencyId,
            Qualification = request.Qualification,
            LinkageCap = request.LinkageCap,
        };
        request.Helper.Fill(worker, SocialWorker.Noun, personal);
        db.Add(worker);
        db.Changed(worker);
        await db.SaveChangesAsync();
        Etag.Show(http, worker.Version);
        return TypedResults.Created($"/api/v1/social-workers/{id}", SocialWorkerView.Of(worker));
    }

    /// <summary>What is wrong with a registration or its change.</summary>
    internal static async Task<ProblemResult?> Check(
        this SocialWorkDb db, string community, HelperForm helper, string qualification, int cap, Guid? agencyId)
    {
        var hasAgency = agencyId is null
            || await db.Agencies.AnyAsync(x => x.Id == agencyId && x.Served.Any(s => s.Community == community));
        var checks = new Checks()
            .Require(HelperForm.IsCode(qualification), "qualification", BadQualification)
            .Range("linkageCap", cap, 0, 100)
            .Require(hasAgency, "agencyId", BadAgency);
        helper.Check(checks);
        return checks.Failed;
    }
}
