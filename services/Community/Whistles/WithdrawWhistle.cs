using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Community.Whistles;

/// <summary>Nothing is needed any more.</summary>
/// <param name="Reason">A code.</param>
public sealed record WithdrawRequest(string Reason = "no-longer-needed");

internal static class WithdrawWhistle
{
    /// <summary>
    /// Who raised it takes it back, at every stage before its end: whoever is asked or on the way is thanked. It counts
    /// as closed.
    /// </summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, WithdrawRequest? request, HttpContext http, CommunityDb db, Caller caller)
    {
        var reason = (request ?? new()).Reason;
        if (new Checks().Require(BlowWhistle.IsCode(reason), "reason", BlowWhistle.BadCode).Failed is { } problem)
            return problem;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (whistle.RaisedBy != caller.ClientId)
            return Whistle.NotYours.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        whistle.Withdraw(reason, caller.ClientId, db.Now);
        db.Publish(whistle, new WhistleWithdrawn(whistle.Id, whistle.Round, reason));
        db.Publish(whistle, new WhistleClosed(whistle.Id, whistle.Round, whistle.Closing!.Value));
        await db.SaveChangesAsync();
        return whistle.Shown(http);
    }
}
