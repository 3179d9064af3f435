using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>A line and how far it is.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Skill">Skill code.</param>
/// <param name="Quantity">How many are wanted.</param>
/// <param name="Minimum">How many make the line served.</param>
/// <param name="Required">Whether the linkage can form without it.</param>
/// <param name="Outstanding">Invitations without answer.</param>
/// <param name="Accepted">Helpers who come or came, or the thing that was promised.</param>
/// <param name="Finished">Helpers who have finished, or the thing that was delivered.</param>
/// <param name="Lacks">What the nearest candidates lacked at the last look.</param>
/// <param name="Kind">People, or a kind of thing.</param>
/// <param name="Size">Of a thing: seats, pieces, fen or people to serve, at least; 0 for people.</param>
public sealed record LineView(
    Guid LineId,
    string Skill,
    int Quantity,
    int Minimum,
    bool Required,
    int Outstanding,
    int Accepted,
    int Finished,
    string? Lacks,
    NeedKind Kind,
    long Size);

/// <summary>How many helpers of one society take part.</summary>
/// <param name="Society">The society.</param>
/// <param name="Helpers">Accepted invitations.</param>
public sealed record PartyView(Society Society, int Helpers);

/// <summary>A linkage: one centre, one linker, N parties.</summary>
/// <param name="Id">The linkage.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Urgency">How pressing.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CentreId">The community's service centre.</param>
/// <param name="LinkerId">The social worker who holds it together.</param>
/// <param name="Circle">How far it looks.</param>
/// <param name="Lines">What is needed and how far it is.</param>
/// <param name="Parties">Who takes part.</param>
/// <param name="WaitsFor"><c>linker</c>, <c>matching</c>, <c>confirmation</c>, <c>answers</c>, <c>service</c>,
/// <c>resident</c>, <c>pause</c> or <c>sub-district</c>.</param>
/// <param name="NextLookAt">When it looks for help again.</param>
/// <param name="OpenedAt">When the whistle was heard.</param>
/// <param name="FormedAt">When every required line had its minimum.</param>
/// <param name="StartedAt">When the first helper began.</param>
/// <param name="ServedAt">When the last helper finished.</param>
/// <param name="FellShortAt">When the last circle was exhausted.</param>
/// <param name="Minutes">Minutes of help, all helpers together.</param>
/// <param name="ClosedAs">How the whistle's round ended.</param>
public sealed record LinkageView(
    Guid Id,
    Guid WhistleId,
    int Round,
    string Community,
    Urgency Urgency,
    LinkageState State,
    Guid? CentreId,
    Guid? LinkerId,
    Circle Circle,
    IReadOnlyList<LineView> Lines,
    IReadOnlyList<PartyView> Parties,
    IReadOnlyList<string> WaitsFor,
    DateTimeOffset? NextLookAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset? FormedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? ServedAt,
    DateTimeOffset? FellShortAt,
    int Minutes,
    ClosingCode? ClosedAs)
{
    public static LinkageView Of(Linkage linkage) => new(
        linkage.Id, linkage.WhistleId, linkage.Round, linkage.Community, linkage.Urgency, linkage.State,
        linkage.CentreId, linkage.LinkerId, linkage.Circle,
        [.. linkage.Lines.Select(line => new LineView(
            line.LineId, line.Skill, line.Quantity, line.Minimum, line.Required, linkage.Outstanding(line),
            linkage.Accepted(line), linkage.Finished(line), line.Lacks, line.Kind, line.Size))],
        [.. linkage.Invitations.Where(x => x.IsAccepted).CountBy(x => x.Society).OrderBy(x => x.Key)
            .Select(x => new PartyView(x.Key, x.Value))],
        [.. linkage.WaitsFor], linkage.NextLookAt, linkage.OpenedAt, linkage.FormedAt, linkage.StartedAt,
        linkage.ServedAt, linkage.FellShortAt, linkage.Minutes, linkage.Code);
}

internal static class ListLinkages
{
    /// <summary>The linkages of the caller's communities.</summary>
    public static async Task<Ok<Page<LinkageView>>> All(
        SocialWorkDb db, Caller caller, HttpContext http, string? community, LinkageState? state, Guid? whistleId)
    {
        var communities = caller.Among(community);
        var linkages = db.WholeLinkages.AsNoTracking().Where(x => communities.Contains(x.Community)
            && (state == null || x.State == state) && (whistleId == null || x.WhistleId == whistleId));
        return TypedResults.Ok(await linkages.ToPage(http, x => x.Id, LinkageView.Of));
    }

    /// <summary>One linkage.</summary>
    public static async Task<Results<Ok<LinkageView>, ProblemResult>> One(
        Guid id, SocialWorkDb db, Caller caller, HttpContext http)
    {
        var linkage = await db.LinkageFor(id, caller);
        if (linkage is null)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, linkage.Version);
        return TypedResults.Ok(LinkageView.Of(linkage));
    }

    /// <summary>The linkage if the caller serves its community.</summary>
    internal static async Task<Linkage?> LinkageFor(this SocialWorkDb db, Guid id, Caller caller)
    {
        var linkage = await db.WholeLinkages.SingleOrDefaultAsync(x => x.Id == id);
        return linkage is not null && caller.Serves(linkage.Community) ? linkage : null;
    }
}
