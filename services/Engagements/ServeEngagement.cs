using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Engagements;

/// <summary>The end of a service.</summary>
/// <param name="Minutes">
/// Given by staff who confirm the service instead of a check-out, 1 to 720; otherwise the time since check-in counts.
/// </param>
public sealed record FinishRequest(int? Minutes = null);

internal static class ServeEngagement
{
    /// <summary>The helper has begun: a check-in, or staff saying so.</summary>
    public static async Task<Results<Ok<EngagementView>, ProblemResult>> Start(
        Guid id, Guid engagementId, HttpContext http, Caller caller)
    {
        var db = http.SocietyDb();
        var engagement = await db.Find(id, engagementId, caller);
        if (engagement is null)
            return RequestProblems.NotFound.Plain;

        engagement.Start(db.Now);
        db.Publish(engagement, new EngagementStarted(
            engagement.Id, engagement.WhistleId, db.Society, engagement.HelperId));
        await db.SaveChangesAsync();
        return TypedResults.Ok(EngagementView.Of(engagement));
    }

    /// <summary>The helper has finished; the minutes are facts from now on.</summary>
    public static async Task<Results<Ok<EngagementView>, ProblemResult>> Finish(
        Guid id, Guid engagementId, FinishRequest? request, HttpContext http, Caller caller)
    {
        if (request?.Minutes is { } minutes)
        {
            if (!caller.In("staff"))
                return IdentityProblems.NoRole.At("minutes");
            if (new Checks().Range("minutes", minutes, 1, 720).Failed is { } problem)
                return problem;
        }

        var db = http.SocietyDb();
        var engagement = await db.Find(id, engagementId, caller);
        if (engagement is null)
            return RequestProblems.NotFound.Plain;

        engagement.Finish(db.Now, request?.Minutes);
        await db.Release(engagement);
        await db.Finished(engagement);
        db.Publish(engagement, new EngagementFinished(
            engagement.Id, engagement.WhistleId, engagement.Round, db.Society, engagement.HelperId,
            engagement.Minutes!.Value, engagement.Evidence!.Value, engagement.Client));
        await db.SaveChangesAsync();
        return TypedResults.Ok(EngagementView.Of(engagement));
    }
}
