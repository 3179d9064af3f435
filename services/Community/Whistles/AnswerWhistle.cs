using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Community.Whistles;

/// <summary>What the resident says of the help.</summary>
/// <param name="Answer">Solved, Partly or NotSolved.</param>
/// <param name="Proxy">Staff record the resident's word: whose it is, and why they did not say it themselves.</param>
/// <example>{"answer": "Solved"}</example>
public sealed record AnswerRequest(Answer Answer, Proxy? Proxy = null);

internal static class AnswerWhistle
{
    private const string ThirdTime = "not-solved-again";

    /// <summary>
    /// The resident owns closure: the answer comes through the client that raised the whistle, or staff record it;
    /// never through a client of those who served. NotSolved reopens the whistle, also within 15 days of its closing;
    /// the third time it goes to the sub-district.
    /// </summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, AnswerRequest request, HttpContext http, CommunityDb db, Caller caller,
        IOptions<WhistleOptions> clocks, ILogger<Whistle> log)
    {
        if (request.Proxy is { } proxy && Check(proxy, caller) is { } problem)
            return problem;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (request.Proxy is null && whistle.RaisedBy != caller.ClientId)
            return Whistle.NotYours.Plain;
        if (whistle.ServedBy.Contains(caller.ClientId))
            return Whistle.ServedIt.Plain;
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        if (request.Answer == Answer.NotSolved)
            db.Reopen(whistle, request.Proxy, await db.Clocks(clocks.Value), caller.ClientId);
        else
            db.Close(whistle, request, caller.ClientId);
        await db.SaveChangesAsync();
        log.WhistleWasAnswered(whistle.Id, $"{whistle.State}");
        return whistle.Shown(http);
    }

    private static ProblemResult? Check(Proxy proxy, Caller caller) => !caller.In(BlowWhistle.Role)
        ? IdentityProblems.NoRole.At("proxy")
        : new Checks().Require(BlowWhistle.IsCode(proxy.WordOf), "proxy.wordOf", BlowWhistle.BadCode)
            .Require(BlowWhistle.IsCode(proxy.Why), "proxy.why", BlowWhistle.BadCode).Failed;

    private static void Close(this CommunityDb db, Whistle whistle, AnswerRequest request, string by)
    {
        whistle.Answer(request.Answer, request.Proxy, by, db.Now);
        db.Publish(whistle, new WhistleAnswered(
            whistle.Id, whistle.Round, request.Answer, request.Proxy is not null));
        db.Publish(whistle, new WhistleClosed(whistle.Id, whistle.Round, whistle.Closing!.Value));
    }

    private static void Reopen(
        this CommunityDb db, Whistle whistle, Proxy? proxy, WhistleClocks clocks, string by)
    {
        var unsolved = whistle.Round;
        whistle.Reopen(clocks, proxy, by, db.Now);
        db.Publish(whistle, new WhistleReopened(whistle.Id, unsolved, whistle.Reopenings, proxy is not null));
        if (whistle.IsAbove)
            db.Publish(whistle, new WhistleEscalated(whistle.Id, whistle.Round, ThirdTime));
        else
            db.Announce(whistle);
    }
}
