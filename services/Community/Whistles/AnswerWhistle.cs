using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Community.Whistles;

/// <summary>What the resident says of the help.</summary>
/// <param name="Answer">Solved or Partly.</param>
public sealed record AnswerRequest(Answer Answer);

internal static class AnswerWhistle
{
    /// <summary>The resident owns closure: the answer comes through the client that raised the whistle.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, AnswerRequest request, HttpContext http, CommunityDb db, Caller caller, ILogger<Whistle> log)
    {
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (whistle.RaisedBy != caller.ClientId)
            return Whistle.NotYours.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        whistle.Answer(request.Answer, caller.ClientId, db.Now);
        db.Publish(whistle, new WhistleAnswered(whistle.Id, whistle.Round, request.Answer));
        db.Publish(whistle, new WhistleClosed(whistle.Id, whistle.Round, whistle.Closing!.Value));
        await db.SaveChangesAsync();
        log.WhistleWasAnswered(whistle.Id);
        return whistle.Shown(http);
    }
}
