using FiveSocieties.Insights.Courses;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Stories;

/// <summary>A whistle in a list.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="State">How far it is.</param>
/// <param name="WaitsFor">The one thing that it waits for now.</param>
/// <param name="RaisedAt">When the need was raised.</param>
/// <param name="LastStepAt">When something happened last.</param>
public sealed record StorySummary(
    Guid WhistleId, StoryState State, WaitView WaitsFor, DateTimeOffset RaisedAt, DateTimeOffset LastStepAt);

internal static class ListStories
{
    /// <summary>The whistles of one community in the order in which they were raised.</summary>
    public static async Task<Results<Ok<Page<StorySummary>>, ProblemResult>> Handle(
        string? community, InsightsDb db, HttpContext http, Caller caller)
    {
        if (community is null)
            return RequestProblems.MissingField.At("community");
        if (!caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");

        var page = await db.Courses.AsNoTracking().Where(x => x.Community == community)
            .ToPage(http, x => x.WhistleId, x => x);
        var ids = page.Items.Select(x => (Guid?)x.WhistleId).ToList();
        var log = await db.Events.AsNoTracking().Where(x => ids.Contains(x.WhistleId)).ToListAsync(http.RequestAborted);
        var byWhistle = log.ToLookup(x => x.WhistleId);
        return TypedResults.Ok(new Page<StorySummary>(
            [.. page.Items.Select(course => Summary(course, byWhistle[course.WhistleId], http))], page.Next));
    }

    private static StorySummary Summary(Course course, IEnumerable<LoggedEvent> log, HttpContext http)
    {
        var story = Story.Of(ReadStory.Read(log));
        return new(
            course.WhistleId, story.State, WaitView.Of(story.WaitsFor, http), course.RaisedAt!.Value,
            story.Steps[^1].At);
    }
}
