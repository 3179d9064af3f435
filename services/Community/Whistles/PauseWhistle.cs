using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Community.Whistles;

/// <summary>The clocks are to stand still.</summary>
/// <param name="Reason">A code, for example <c>resident-in-hospital</c>.</param>
/// <param name="Until">When they run again at the latest: within 5 work days.</param>
public sealed record PauseRequest(string Reason, DateTimeOffset Until);

internal static class PauseWhistle
{
    private static readonly Problem TooLong = new(
        "whistle.pause-too-long", 422, "A pause ends later than now and within 5 work days.", "暂停须晚于当前且不超过 5 个工作日。");

    /// <summary>Staff stop the clocks for a reason and a while: nobody is asked meanwhile.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Stop(
        Guid id, PauseRequest request, HttpContext http, CommunityDb db, Caller caller, IOptions<WhistleOptions> clocks)
    {
        if (!caller.In(BlowWhistle.Role))
            return IdentityProblems.NoRole.Plain;
        var latest = (await db.Clocks(clocks.Value)).LatestEnd(db.Now);
        if (new Checks().Require(BlowWhistle.IsCode(request.Reason), "reason", BlowWhistle.BadCode)
            .Require(request.Until > db.Now && request.Until <= latest, "until", TooLong).Failed is { } problem)
            return problem;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        var until = request.Until.ToUniversalTime();
        whistle.StopClocks(request.Reason, until, caller.ClientId, db.Now);
        db.Publish(whistle, new WhistlePaused(whistle.Id, whistle.Round, request.Reason, until));
        await db.SaveChangesAsync();
        return whistle.Shown(http);
    }

    /// <summary>Staff let the clocks run again before the pause is over; each has as much left as it had.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Resume(
        Guid id, HttpContext http, CommunityDb db, Caller caller, IOptions<WhistleOptions> clocks)
    {
        if (!caller.In(BlowWhistle.Role))
            return IdentityProblems.NoRole.Plain;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        whistle.RunClocks(await db.Clocks(clocks.Value), caller.ClientId, db.Now);
        db.Resumed(whistle);
        await db.SaveChangesAsync();
        return whistle.Shown(http);
    }

    /// <summary>Tells that the clocks run; the caller saves.</summary>
    public static void Resumed(this CommunityDb db, Whistle whistle) => db.Publish(
        whistle,
        new WhistleResumed(whistle.Id, whistle.Round, whistle.RespondBy!.Value, whistle.ResolveBy!.Value));
}
