using FiveSocieties.Community.Grids;
using FiveSocieties.Community.Places;
using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Community.Whistles;

/// <summary>A need is told to the community.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Place">Where; finds the micro-grid, and is kept rounded to about 50 m.</param>
/// <param name="Class">Demand class, a code of the community's own list.</param>
/// <param name="Urgency">Emergency, Urgent, General or Complex.</param>
/// <param name="Channel">Resident, Patrol, Unit or Partner.</param>
/// <param name="Description">What is needed, at most 2,000 characters, kept encrypted.</param>
/// <param name="ResidentId">For whom, by ResidentUnits' id.</param>
/// <param name="Id">Made by the client (version 7), so that it may repeat the call.</param>
/// <param name="Blow">Staff may blow it in the same call.</param>
/// <param name="Lines">1 to 20 lines; given with <c>blow</c>, and only then.</param>
/// <example>
/// {"community": "510104001001", "class": "elder-care", "urgency": "Urgent", "channel": "Resident",
///  "place": {"longitude": 104.0655, "latitude": 30.6575}, "description": "Somebody to go along to the hospital.",
///  "blow": true, "lines": [{"kind": "People", "skill": "accompany", "leastLevel": 1, "quantity": 2,
///  "slots": ["2030-01-07/morning"]}]}
/// </example>
public sealed record RaiseRequest(
    string Community,
    Position Place,
    string Class,
    Urgency Urgency,
    Channel Channel,
    string Description,
    Guid? ResidentId = null,
    Guid? Id = null,
    bool Blow = false,
    IReadOnlyList<LineRequest>? Lines = null);

internal static class RaiseWhistle
{
    private static readonly Problem PlaceOutside = new(
        "whistle.place-outside", 422, "The place is outside every micro-grid of the community.",
        "该地点不在本社区的任何微网格内。");

    private static readonly Problem LinesAndBlow = new(
        "whistle.lines-and-blow", 422, "Lines are given together with blow: true, and only then.",
        "需求清单必须且只能与 blow: true 一同提交。");

    /// <summary>Raises a need; staff may blow the whistle in the same call.</summary>
    public static async Task<Results<Created<WhistleView>, ProblemResult>> Handle(
        RaiseRequest request,
        HttpContext http,
        CommunityDb db,
        Caller caller,
        Seal seal,
        IOptions<WhistleOptions> clocks,
        ILogger<Whistle> log)
    {
        if (Check(request, db.Now).Failed is { } problem)
            return problem;
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        if (request.Blow && !caller.In(BlowWhistle.Role))
            return IdentityProblems.NoRole.At("blow");
        if (await db.MicroGridAt([request.Community], request.Place) is not { } grid)
            return PlaceOutside.At("place");
        if (request.Id is { } wanted && await db.Whistles.AnyAsync(x => x.Id == wanted))
            return RequestProblems.Exists.At("id");

        var words = seal.Close(ReadDescription.Purpose, request.Description);
        var whistle = Whistle.Raise(request, grid.Id, words, caller.ClientId, db.Now);
        db.Add(whistle);
        db.Publish(whistle, new WhistleRaised(
            whistle.Id, grid.Id, whistle.Class, whistle.Urgency, $"{whistle.Channel}".ToLowerInvariant()));
        if (request.Blow)
            db.Blow(whistle, request.Lines, await db.Clocks(clocks.Value), caller.ClientId);
        await db.SaveChangesAsync();
        log.WhistleWasRaised(whistle.Id, whistle.Community);
        if (request.Blow)
            log.WhistleWasBlown(whistle.Id, whistle.Round, whistle.Lines.Count);
        Etag.Show(http, whistle.Version);
        return TypedResults.Created($"/api/v1/whistles/{whistle.Id}", WhistleView.Of(whistle));
    }

    private static Checks Check(RaiseRequest request, DateTimeOffset now)
    {
        var checks = new Checks()
            .Require(BlowWhistle.IsCode(request.Class), "class", BlowWhistle.BadCode)
            .Text("description", request.Description, 2000)
            .Require(request.Blow == request.Lines is not null, "lines", LinesAndBlow);
        request.Place.Check(checks, "place");
        return request.Lines is { } lines ? checks.Lines(lines, now) : checks;
    }
}
