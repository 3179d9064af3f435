using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;

namespace FiveSocieties.Insights.Courses;

/// <summary>A skill that a linkage fell short of.</summary>
/// <param name="Skill">What was missing.</param>
/// <param name="Helpers">How many, all rounds together.</param>
public sealed record MissingSkill(string Skill, int Helpers);

/// <summary>
/// How one whistle has gone so far, in the figures that indicators count. It is folded out of the whistle's events in
/// the transaction that logs one more of them: always all of them, whatever their order, so that it can be thrown away
/// and folded again (<see cref="KeepCourses"/>).
/// </summary>
public sealed class Course
{
    /// <summary>Counted up when <see cref="Fold"/> says something else: older courses are folded again.</summary>
    public const int Edition = 1;

    private const string Open = "Open";

    private static readonly Dictionary<string, string> Left = new()
    {
        [nameof(WhistleNotOurs)] = "NotOurs",
        [nameof(WhistleMarkedDuplicate)] = "Duplicate",
    };

    /// <summary>The whistle.</summary>
    public Guid WhistleId { get; private set; }

    /// <summary>Which <see cref="Edition"/> folded it.</summary>
    public int FoldedBy { get; private set; }

    /// <summary>How many events it was folded out of.</summary>
    public int Events { get; private set; }

    /// <summary>12-digit code; empty until the raising is logged, as with all that the raising says.</summary>
    public string Community { get; private set; } = "";

    /// <summary>When the need was raised.</summary>
    public DateTimeOffset? RaisedAt { get; private set; }

    /// <summary>Class of need.</summary>
    public string? Class { get; private set; }

    /// <summary>How pressing.</summary>
    public Urgency? Urgency { get; private set; }

    /// <summary>Where the need is.</summary>
    public Guid? MicroGridId { get; private set; }

    /// <summary>The code of the last closing unless reopened since, <c>NotOurs</c>, <c>Duplicate</c>, else
    /// <c>Open</c>.</summary>
    public string End { get; private set; } = Open;

    /// <summary>How often a resident reopened it.</summary>
    public int Reopenings { get; private set; }

    /// <summary>It went to the sub-district at least once.</summary>
    public bool Escalated { get; private set; }

    /// <summary>It was deferred (挂账) at least once.</summary>
    public bool Deferred { get; private set; }

    /// <summary>When its first linkage was due; absent when nobody has to respond (not blown, paused, gone).</summary>
    public DateTimeOffset? RespondBy { get; private set; }

    /// <summary>Whether its first linkage formed in time; absent until one has.</summary>
    public bool? Prompt { get; private set; }

    /// <summary>Milliseconds from the first blow to the first linkage formed.</summary>
    public long? ToLink { get; private set; }

    /// <summary>Milliseconds from the first blow to the first linkage served.</summary>
    public long? ToServe { get; private set; }

    /// <summary>Linkages formed, one per round.</summary>
    public int Linkages { get; private set; }

    /// <summary>Societies in these beside the community.</summary>
    public long Societies { get; private set; }

    /// <summary>Invitations accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Those of them that were sent after their linkage had widened its circle.</summary>
    public int FromFurther { get; private set; }

    /// <summary>Minutes of help.</summary>
    public long Minutes { get; private set; }

    /// <summary>Points credited.</summary>
    public long Points { get; private set; }

    /// <summary>What its linkages fell short of; absent when none did.</summary>
    public IReadOnlyList<MissingSkill>? Missing { get; private set; }

    /// <summary>The course that these events of one whistle make, each given once.</summary>
    public static Course Of(Guid whistle, IReadOnlyCollection<LoggedEvent> told)
    {
        var course = new Course { WhistleId = whistle };
        course.Fold(told);
        return course;
    }

    /// <summary>Sets everything anew; <paramref name="told"/> is all that is logged of the whistle.</summary>
    public void Fold(IReadOnlyCollection<LoggedEvent> told)
    {
        var all = told.ToLookup(x => x.Type);
        (FoldedBy, Events) = (Edition, told.Count);
        if (all[nameof(WhistleRaised)].FirstOrDefault() is { } raised)
        {
            (Community, RaisedAt) = (raised.Community, raised.OccurredAt);
            (Class, Urgency, MicroGridId) = (raised.Code, raised.Urgency, raised.MicroGridId);
        }

        FoldEnd(all);
        FoldTimes(all);
        FoldHelp(all);
        Missing = MissingIn(all[nameof(LinkageFellShort)]);
    }

    private void FoldEnd(ILookup<string, LoggedEvent> all)
    {
        var reopened = all[nameof(WhistleReopened)].Select(x => x.Version).ToList();
        var closed = all[nameof(WhistleClosed)].MaxBy(x => x.Version);
        End = Left.Keys.FirstOrDefault(all.Contains) is { } left ? Left[left]
            : closed is not null && reopened.TrueForAll(version => version < closed.Version) ? closed.Code ?? Open
            : Open;
        Reopenings = reopened.Count;
        Escalated = all.Contains(nameof(WhistleEscalated));
        Deferred = all.Contains(nameof(WhistleDeferred));
    }

    /// <summary>Two services tell it, so a span below zero is their clocks' difference and counts as zero.</summary>
    private void FoldTimes(ILookup<string, LoggedEvent> all)
    {
        var blown = all[nameof(WhistleBlown)].Where(x => x.Round == 1).MinBy(x => x.Version);
        var linked = First(nameof(LinkageFormed));
        RespondBy = blown is null || (linked is null && IsGone(all, blown.Due)) ? null : DueOf(all, blown, linked);
        Prompt = linked is null || RespondBy is null ? null : linked <= RespondBy;
        ToLink = Since(linked);
        ToServe = Since(First(nameof(LinkageServed)));

        DateTimeOffset? First(string type) => all[type].Min(x => (DateTimeOffset?)x.OccurredAt);

        long? Since(DateTimeOffset? done) => done is null || blown is null
            ? null
            : Math.Max(0, (long)(done.Value - blown.OccurredAt).TotalMilliseconds);
    }

    /// <summary>Never ours to respond to, or not needed any more while there was still time.</summary>
    private static bool IsGone(ILookup<string, LoggedEvent> all, DateTimeOffset? due) =>
        Left.Keys.Any(all.Contains) || all[nameof(WhistleWithdrawn)].Any(x => x.OccurredAt <= due);

    /// <summary>A pause before the linkage moves the clock of the first round; while it lasts no clock runs.</summary>
    private static DateTimeOffset? DueOf(
        ILookup<string, LoggedEvent> all, LoggedEvent blown, DateTimeOffset? linked)
    {
        var paused = Before(nameof(WhistlePaused));
        var resumed = Before(nameof(WhistleResumed));
        return linked is null && paused.Count > resumed.Count ? null : resumed.Append(blown).Max(x => x.Due);

        List<LoggedEvent> Before(string type) =>
            [.. all[type].Where(x => x.Round == 1 && (linked is null || x.OccurredAt < linked))];
    }

    private void FoldHelp(ILookup<string, LoggedEvent> all)
    {
        Linkages = all[nameof(LinkageFormed)].Count();
        Societies = Sum(nameof(LinkageFormed));
        Minutes = Sum(nameof(EngagementFinished));
        Points = Sum(nameof(PointsCredited));
        Accepted = all[nameof(InvitationAccepted)].Count();
        var further = FurtherIn(all).ToHashSet();
        FromFurther = all[nameof(InvitationAccepted)].Count(x => further.Contains(x.InvitationId));

        long Sum(string type) => all[type].Sum(x => x.Amount ?? 0);
    }

    /// <summary>
    /// Invitations of a linkage that had widened its circle before. Widening and inviting are told by the same
    /// linkage, so its version says what came first; in one save it invites, then widens.
    /// </summary>
    private static IEnumerable<Guid?> FurtherIn(ILookup<string, LoggedEvent> all) =>
        from widened in all[nameof(CircleWidened)]
        join sent in all[nameof(InvitationSent)] on widened.Round equals sent.Round
        where sent.Version > widened.Version
        select sent.InvitationId;

    private static List<MissingSkill>? MissingIn(IEnumerable<LoggedEvent> fellShort)
    {
        var missing = fellShort.SelectMany(x => ((LinkageFellShort)EventTypes.Read(x.Type, x.Body)!).Missing)
            .GroupBy(line => line.Skill).OrderBy(lines => lines.Key, StringComparer.Ordinal)
            .Select(lines => new MissingSkill(lines.Key, lines.Sum(line => line.Open))).ToList();
        return missing is [] ? null : missing;
    }
}
