using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Engagements;

/// <summary>An engagement, as the party that answers for it sees it.</summary>
/// <param name="Id">The engagement, which is also the invitation.</param>
/// <param name="AnsweredBy">Whose path answers it: the person, or the unit that employs the person.</param>
/// <param name="HelperId">Who, or what, is asked.</param>
/// <param name="WhistleId">For which whistle.</param>
/// <param name="Skill">What is asked.</param>
/// <param name="Slot">When.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AnswerBy">Until when an answer stands.</param>
/// <param name="StartBy">Once accepted: until when to begin, or to deliver.</param>
/// <param name="Minutes">Minutes of service, once finished.</param>
/// <param name="Evidence">What stands behind the minutes.</param>
/// <param name="Kind">A person, or a kind of thing.</param>
/// <param name="Size">Of a thing: seats, pieces, fen or people to serve that are kept free; 0 of a person.</param>
/// <param name="Quantity">Of a thing, once delivered: how much.</param>
public sealed record EngagementView(
    Guid Id,
    Guid AnsweredBy,
    Guid HelperId,
    Guid WhistleId,
    string Skill,
    Slot Slot,
    EngagementState State,
    DateTimeOffset AnswerBy,
    DateTimeOffset? StartBy,
    int? Minutes,
    Evidence? Evidence,
    NeedKind Kind,
    long Size,
    long? Quantity)
{
    public static EngagementView Of(Engagement engagement) => new(
        engagement.Id, engagement.AnsweredById, engagement.HelperId, engagement.WhistleId, engagement.Skill,
        engagement.Slot, engagement.State, engagement.AnswerBy, engagement.StartBy,
        engagement.Minutes, engagement.Evidence, engagement.Kind, engagement.Size, engagement.Quantity);
}

internal static class ListEngagements
{
    /// <summary>All engagements in the caller's communities, for a partner that answers for many people.</summary>
    public static async Task<Ok<Page<EngagementView>>> All(HttpContext http, Caller caller, EngagementState? state)
    {
        var communities = caller.Communities;
        var engagements = http.SocietyDb().Engagements.AsNoTracking()
            .Where(x => communities.Contains(x.HelperCommunity) && (state == null || x.State == state));
        return TypedResults.Ok(await engagements.ToPage(http, x => x.Id, EngagementView.Of));
    }

    /// <summary>The engagements of one person or unit.</summary>
    public static async Task<Ok<Page<EngagementView>>> OfOne(
        Guid id, HttpContext http, Caller caller, EngagementState? state)
    {
        var communities = caller.Communities;
        var engagements = http.SocietyDb().Engagements.AsNoTracking().Where(x => x.AnsweredById == id
            && communities.Contains(x.HelperCommunity) && (state == null || x.State == state));
        return TypedResults.Ok(await engagements.ToPage(http, x => x.Id, EngagementView.Of));
    }

    /// <summary>One engagement.</summary>
    public static async Task<Results<Ok<EngagementView>, ProblemResult>> One(
        Guid id, Guid engagementId, HttpContext http, Caller caller)
    {
        var engagement = await http.SocietyDb().Find(id, engagementId, caller);
        if (engagement is null)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, engagement.Version);
        return TypedResults.Ok(EngagementView.Of(engagement));
    }
}
