using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Stories;

/// <summary>The story of one whistle.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="State">How far it is.</param>
/// <param name="WaitsFor">The one thing that it waits for now.</param>
/// <param name="Societies">The societies that take part beside the community.</param>
/// <param name="Minutes">Minutes of help so far, all helpers together.</param>
/// <param name="Steps">What has happened, in order.</param>
public sealed record StoryView(
    Guid WhistleId,
    string Community,
    StoryState State,
    WaitView WaitsFor,
    IReadOnlyList<Society> Societies,
    int Minutes,
    IReadOnlyList<StepView> Steps);

/// <summary>What is waited for.</summary>
/// <param name="What">Stable.</param>
/// <param name="Text">The same in the caller's language.</param>
/// <param name="Count">How many answers are waited for.</param>
/// <param name="Until">The clock that runs meanwhile.</param>
public sealed record WaitView(Wait What, string Text, int? Count, DateTimeOffset? Until)
{
    public static WaitView Of(Waiting waiting, HttpContext http) =>
        new(waiting.What, Wordings.Text(waiting.What).In(http), waiting.Count, waiting.Until);
}

/// <summary>One step.</summary>
/// <param name="What">Stable code of the event, for example <c>whistle.blown</c>.</param>
/// <param name="Text">The same in the caller's language.</param>
/// <param name="By">The society, or <c>Helper</c>; never a person.</param>
/// <param name="Count">How many of this kind came together.</param>
/// <param name="Round">Round of the whistle; 0 before it was blown.</param>
/// <param name="At">When.</param>
/// <param name="SecondsSincePrevious">Since the step before.</param>
/// <param name="SecondsSinceRaised">Since the first step.</param>
/// <param name="Detail">A code that says more.</param>
public sealed record StepView(
    string What,
    string Text,
    Actor By,
    int Count,
    int Round,
    DateTimeOffset At,
    double SecondsSincePrevious,
    double SecondsSinceRaised,
    string? Detail);

internal static class ReadStory
{
    /// <summary>Every step of a whistle, and what it waits for; known as soon as it is raised.</summary>
    public static async Task<Results<Ok<StoryView>, ProblemResult>> Handle(
        Guid whistleId, InsightsDb db, HttpContext http, Caller caller)
    {
        var log = await db.Events.AsNoTracking().Where(x => x.WhistleId == whistleId).ToListAsync(http.RequestAborted);
        var raised = log.FirstOrDefault(x => x.Type is nameof(WhistleRaised));
        if (raised is null || !caller.Serves(raised.Community))
            return RequestProblems.NotFound.Plain;

        var story = Story.Of(Read(log));
        return TypedResults.Ok(new StoryView(
            whistleId, raised.Community, story.State, WaitView.Of(story.WaitsFor, http), story.Societies, story.Minutes,
            [.. story.Steps.Index().Select(step => View(story, step.Index, http))]));
    }

    /// <summary>What this version knows of what is in the log.</summary>
    internal static IEnumerable<Told> Read(IEnumerable<LoggedEvent> log) =>
        from row in log
        let told = EventTypes.Read(row.Type, row.Body)
        where told is not null && Wordings.Knows(told.GetType())
        select new Told(row.OccurredAt, told);

    internal static string In(this Sentence sentence, HttpContext http) =>
        Problem.PrefersChinese(http) ? sentence.Chinese : sentence.English;

    private static StepView View(Story story, int index, HttpContext http)
    {
        var (first, previous, step) = (story.Steps[0], story.Steps[Math.Max(0, index - 1)], story.Steps[index]);
        return new(
            EventTypes.Code(step.What), Wordings.Text(step.What).In(http), Wordings.By(step.What), step.Count,
            step.Round, step.At, Seconds(step.At - previous.At), Seconds(step.At - first.At), step.Detail);
    }

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
