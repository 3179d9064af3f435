using FiveSocieties.Events;

namespace FiveSocieties.Insights.Stories;

/// <summary>An event and when it happened.</summary>
/// <param name="At">By the clock of the service that told it.</param>
/// <param name="Event">A record of contracts/Events.</param>
public sealed record Told(DateTimeOffset At, object Event);

/// <summary>How far a whistle is, as its events say.</summary>
public enum StoryState
{
    Raised,
    Blown,
    Linked,
    InService,
    Served,
    Escalated,
    Closed,
    Deferred,
    Duplicate,
    NotOurs,
    Withdrawn,
}

/// <summary>The one thing that a whistle waits for.</summary>
public enum Wait
{
    /// <summary>Staff of the community: triage into need lines, and the blow.</summary>
    Triage,

    /// <summary>A social worker to become its linker.</summary>
    Linker,

    /// <summary>Matching: who fits.</summary>
    Matching,

    /// <summary>The next round of matching, and the linker's confirmation.</summary>
    Confirmation,

    /// <summary>The answers of those who are invited.</summary>
    Answers,

    /// <summary>The first helper to begin.</summary>
    Start,

    /// <summary>The helpers to finish.</summary>
    Finish,

    /// <summary>The resident, to say whether it helped.</summary>
    ResidentAnswer,

    /// <summary>The sub-district.</summary>
    SubDistrict,

    /// <summary>The day on which the sub-district reviews it.</summary>
    Review,

    /// <summary>The end of a pause.</summary>
    Resume,

    /// <summary>Nothing: it is over.</summary>
    Nothing,
}

/// <summary>What is waited for.</summary>
/// <param name="What">The one thing.</param>
/// <param name="Count">How many answers, when answers are waited for.</param>
/// <param name="Until">The clock that runs meanwhile, if one does.</param>
public sealed record Waiting(Wait What, int? Count = null, DateTimeOffset? Until = null);

/// <summary>A step, or several of the same kind that came together.</summary>
/// <param name="What">Type of the event.</param>
/// <param name="Round">Round of the whistle; 0 before it was blown.</param>
/// <param name="At">When the first of them happened.</param>
/// <param name="Count">How many.</param>
/// <param name="Detail">A code that says more, for example how it was closed.</param>
public sealed record Step(Type What, int Round, DateTimeOffset At, int Count, string? Detail);

/// <summary>
/// One whistle as its events tell it, in whatever order they came. A pure function of them: the state is decided by
/// what has happened in the newest round, not by what came last, since the clocks of two services never agree exactly.
/// </summary>
public sealed record Story(
    StoryState State, Waiting WaitsFor, IReadOnlyList<Step> Steps, IReadOnlyList<Society> Societies, int Minutes)
{
    /// <summary>Steps of one kind that follow each other within this time are one step with a count.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    /// <summary>The story of one whistle; <paramref name="told"/> holds one of its events or more, each once.</summary>
    public static Story Of(IEnumerable<Told> told)
    {
        var all = told.ToList();
        var rounds = all.Select(x => x.Event).OfType<InvitationSent>().ToDictionary(x => x.InvitationId, x => x.Round);
        var ordered = all.Select(x => (x.At, x.Event, Round: RoundOf(x.Event, rounds)))
            .OrderBy(x => x.At).ThenBy(x => x.Round).ThenBy(x => Wordings.OrderOf(x.Event)).ToList();
        var newest = ordered.Max(x => x.Round);
        var latest = ordered.Where(x => x.Round == newest).Select(x => x.Event).ToList();
        var state = StateOf(latest, newest);
        return new(
            state,
            WaitsForOf(state, latest),
            StepsOf(ordered),
            [.. all.Select(x => x.Event).OfType<LinkageFormed>().SelectMany(x => x.Societies).Distinct().Order()],
            all.Select(x => x.Event).OfType<EngagementFinished>().Sum(x => x.Minutes));
    }

    private static StoryState StateOf(List<object> latest, int round)
    {
        bool Has<T>() => latest.OfType<T>().Any();
        if (Has<WhistleWithdrawn>())
            return StoryState.Withdrawn;
        if (Has<WhistleMarkedDuplicate>())
            return StoryState.Duplicate;
        if (Has<WhistleNotOurs>())
            return StoryState.NotOurs;
        if (latest.OfType<WhistleClosed>().Any(x => x.Code is ClosingCode.CouldNotBeSolved))
            return StoryState.Closed;
        if (Has<WhistleDeferred>())
            return StoryState.Deferred;
        if (Has<WhistleReopened>())
            return Has<WhistleEscalated>() ? StoryState.Escalated : StoryState.Blown;
        if (Has<WhistleClosed>() || Has<WhistleAnswered>())
            return StoryState.Closed;
        if (Has<AnswerRequested>())
            return StoryState.Served;
        if (Has<WhistleEscalated>() || Has<LinkageFellShort>())
            return StoryState.Escalated;
        if (Has<LinkageServed>())
            return StoryState.Served;
        if (Has<LinkageStarted>())
            return StoryState.InService;
        if (Has<LinkageFormed>())
            return StoryState.Linked;
        return round > 0 ? StoryState.Blown : StoryState.Raised;
    }

    private static Waiting WaitsForOf(StoryState state, List<object> latest)
    {
        var blown = latest.OfType<WhistleBlown>().FirstOrDefault();
        var open = Open(latest);
        var paused = latest.OfType<WhistlePaused>().OrderBy(x => x.Until).ToList();
        return state switch
        {
            StoryState.Blown or StoryState.Linked or StoryState.InService
                when paused.Count > latest.OfType<WhistleResumed>().Count() =>
                new(Wait.Resume, Until: paused[^1].Until),
            StoryState.Raised => new(Wait.Triage),
            StoryState.Blown => Linking(blown, latest),
            StoryState.Linked or StoryState.InService
                when open.Count > 0 && latest.Exists(x => x is EngagementMissed) => Answers(open),
            StoryState.Linked => new(Wait.Start, Until: blown?.ResolveBy),
            StoryState.InService => new(Wait.Finish, Until: blown?.ResolveBy),
            StoryState.Served => new(
                Wait.ResidentAnswer, Until: latest.OfType<AnswerRequested>().FirstOrDefault()?.AnswerBy),
            StoryState.Escalated => new(Wait.SubDistrict),
            StoryState.Deferred => new(Wait.Review, Until: latest.OfType<WhistleDeferred>().Max(x => x.Until)),
            _ => new(Wait.Nothing),
        };
    }

    private static Waiting Linking(WhistleBlown? blown, List<object> latest)
    {
        if (latest.Exists(x => x is WhistleReopened))
            return new(Wait.Linker);
        if (Open(latest) is { Count: > 0 } open)
            return Answers(open);
        if (!latest.Exists(x => x is LinkageOpened or InvitationSent))
            return new(Wait.Linker, Until: blown?.RespondBy);
        return new(
            blown?.Urgency is Urgency.General or Urgency.Complex ? Wait.Confirmation : Wait.Matching,
            Until: blown?.RespondBy);
    }

    private static List<InvitationSent> Open(List<object> latest)
    {
        var settled = latest.Select(Settles).ToHashSet();
        return [.. latest.OfType<InvitationSent>().Where(x => !settled.Contains(x.InvitationId))];
    }

    private static Waiting Answers(List<InvitationSent> open) =>
        new(Wait.Answers, open.Count, open.Min(x => x.AnswerBy));

    /// <summary>The invitation that needs no answer any more.</summary>
    private static Guid? Settles(object told) => told switch
    {
        InvitationAccepted x => x.InvitationId,
        InvitationDeclined x => x.InvitationId,
        InvitationExpired x => x.InvitationId,
        InvitationRefused x => x.InvitationId,
        InvitationWithdrawn x => x.InvitationId,
        _ => null,
    };

    private static List<Step> StepsOf(List<(DateTimeOffset At, object Event, int Round)> ordered)
    {
        var steps = new List<Step>();
        foreach (var (at, told, round) in ordered)
        {
            var step = new Step(told.GetType(), round, at, 1, Wordings.DetailOf(told));
            if (steps is [.., var last] && last with { At = at, Count = 1 } == step && at - last.At <= Together)
                steps[^1] = last with { Count = last.Count + 1 };
            else
                steps.Add(step);
        }

        return steps;
    }

    /// <summary>The round that the event names, or that of the invitation it follows; 0 before the first.</summary>
    private static int RoundOf(object told, Dictionary<Guid, int> rounds) =>
        Field(told, "Round") as int?
        ?? rounds.GetValueOrDefault((Field(told, "InvitationId") ?? Field(told, "Cause")) as Guid? ?? default);

    private static object? Field(object told, string name) => told.GetType().GetProperty(name)?.GetValue(told);
}
