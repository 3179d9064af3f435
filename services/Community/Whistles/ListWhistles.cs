using System.Diagnostics;
using FiveSocieties.Community.Places;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Whistles;

/// <summary>A whistle without a word of the person it is for.</summary>
/// <param name="Id">The whistle.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="MicroGridId">The micro-grid of its place.</param>
/// <param name="Place">Its place, rounded to about 50 m.</param>
/// <param name="Class">Demand class.</param>
/// <param name="Urgency">Its clocks follow from it.</param>
/// <param name="Channel">How it came.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Round">0 until blown.</param>
/// <param name="Lines">What is needed.</param>
/// <param name="RespondBy">When the linkage should be formed.</param>
/// <param name="ResolveBy">When the need should be served.</param>
/// <param name="LinkageId">SocialWork's linkage.</param>
/// <param name="Circle">How far help is looked for.</param>
/// <param name="AnswerBy">When silence closes it.</param>
/// <param name="Closing">How it ended.</param>
/// <param name="ClosedAt">When it ended; it may be reopened for 15 days.</param>
/// <param name="Pause">Why and until when the clocks stand still.</param>
/// <param name="Deferral">Why it cannot be solved now, in public, and when it is reviewed.</param>
/// <param name="DuplicateOf">The whistle that stands for both.</param>
/// <param name="OtherBody">Code of the body that is answerable instead.</param>
/// <param name="Reopenings">How often the resident said that it was not solved.</param>
/// <param name="Steps">Every move with who, when and why.</param>
public sealed record WhistleView(
    Guid Id,
    string Community,
    Guid MicroGridId,
    Position Place,
    string Class,
    Urgency Urgency,
    Channel Channel,
    WhistleState State,
    int Round,
    IReadOnlyList<NeedLine> Lines,
    DateTimeOffset? RespondBy,
    DateTimeOffset? ResolveBy,
    Guid? LinkageId,
    Circle? Circle,
    DateTimeOffset? AnswerBy,
    ClosingCode? Closing,
    DateTimeOffset? ClosedAt,
    WhistlePause? Pause,
    Deferral? Deferral,
    Guid? DuplicateOf,
    string? OtherBody,
    int Reopenings,
    IReadOnlyList<WhistleStep> Steps)
{
    public static WhistleView Of(Whistle whistle) => new(
        whistle.Id, whistle.Community, whistle.MicroGridId, whistle.Place, whistle.Class, whistle.Urgency,
        whistle.Channel, whistle.State, whistle.Round, whistle.Lines, whistle.RespondBy, whistle.ResolveBy,
        whistle.LinkageId, whistle.Circle, whistle.AnswerBy, whistle.Closing, whistle.ClosedAt,
        whistle.Pause, whistle.Deferral, whistle.DuplicateOf, whistle.OtherBody, whistle.Reopenings, whistle.Steps);
}

internal static class ListWhistles
{
    /// <summary>The whistles of the caller's communities, or of one; in all states or in one.</summary>
    public static async Task<Results<Ok<Page<WhistleView>>, ProblemResult>> All(
        string? community, WhistleState? state, HttpContext http, CommunityDb db, Caller caller)
    {
        if (community is not null && !caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");
        var communities = community is null ? caller.Communities : [community];
        var whistles = db.Whistles.AsNoTracking()
            .Where(x => communities.Contains(x.Community) && (state == null || x.State == state));
        return TypedResults.Ok(await whistles.ToPage(http, x => x.Id, WhistleView.Of));
    }

    /// <summary>One whistle; its description is read apart from it.</summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> One(
        Guid id, HttpContext http, CommunityDb db, Caller caller) =>
        await db.Find(id, caller) is { } whistle ? whistle.Shown(http) : RequestProblems.NotFound.Plain;

    /// <summary>The whistle as the answer, with its entity tag.</summary>
    internal static Ok<WhistleView> Shown(this Whistle whistle, HttpContext http)
    {
        Etag.Show(http, whistle.Version);
        return TypedResults.Ok(WhistleView.Of(whistle));
    }

    /// <summary>The whistle if the caller serves its community.</summary>
    internal static async Task<Whistle?> Find(this CommunityDb db, Guid id, Caller caller)
    {
        Activity.Current?.SetTag("whistle.id", id);
        var whistle = await db.Whistles.SingleOrDefaultAsync(x => x.Id == id);
        return whistle is not null && caller.Serves(whistle.Community) ? whistle : null;
    }

    /// <summary>
    /// The whistle that a message speaks of. It was there before anybody could hear of it, so its absence is a fault
    /// and ends in the error queue.
    /// </summary>
    internal static Task<Whistle> Heard(this CommunityDb db, Guid id)
    {
        Activity.Current?.SetTag("whistle.id", id);
        return db.Whistles.SingleAsync(x => x.Id == id);
    }
}
