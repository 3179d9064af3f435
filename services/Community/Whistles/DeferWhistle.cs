using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Community.Whistles;

/// <summary>It cannot be solved now (挂账).</summary>
/// <param name="Reason">A code, for example <c>no-budget</c>.</param>
/// <param name="PublicReason">For everybody to read, at most 300 characters, without a word of a person.</param>
/// <param name="ReviewAt">When it is looked at again: later than now, within 366 days.</param>
public sealed record DeferRequest(string Reason, string PublicReason, DateTimeOffset ReviewAt);

internal static class DeferWhistle
{
    public const string Role = "sub-district";

    private static readonly Problem BadReview = new(
        "whistle.review-at", 422, "The review is later than now and within 366 days.", "复核时间须晚于当前且在 366 天以内。");

    /// <summary>Staff of the sub-district keep it open with a public reason and a day of review.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, DeferRequest request, HttpContext http, CommunityDb db, Caller caller)
    {
        if (!caller.In(Role))
            return IdentityProblems.NoRole.Plain;
        if (Check(request, db.Now).Failed is { } problem)
            return problem;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        var deferral = new Deferral(request.Reason, request.PublicReason, request.ReviewAt.ToUniversalTime());
        whistle.Defer(deferral, caller.ClientId, db.Now);
        db.Publish(whistle, new WhistleDeferred(whistle.Id, whistle.Round, deferral.Reason, deferral.ReviewAt));
        await db.SaveChangesAsync();
        return whistle.Shown(http);
    }

    private static Checks Check(DeferRequest request, DateTimeOffset now) => new Checks()
        .Require(BlowWhistle.IsCode(request.Reason), "reason", BlowWhistle.BadCode)
        .Text("publicReason", request.PublicReason, 300)
        .Require(request.ReviewAt > now && request.ReviewAt <= now.AddDays(366), "reviewAt", BadReview);
}
