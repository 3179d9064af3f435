using FiveSocieties.Events;

namespace FiveSocieties.Community.Whistles;

/// <summary>The clocks of one urgency.</summary>
public sealed class UrgencyClock
{
    /// <summary>From blowing to a formed linkage.</summary>
    public TimeSpan Respond { get; set; }

    /// <summary>From blowing to served.</summary>
    public TimeSpan Resolve { get; set; }

    /// <summary>Whether the clock stands still on days off; a day then counts 24 hours of it.</summary>
    public bool WorkDays { get; set; }

    internal bool IsSound => Respond > TimeSpan.Zero && Resolve >= Respond && Resolve <= TimeSpan.FromDays(366);
}

/// <summary>Section <c>Whistle</c>: how long things may take.</summary>
public sealed class WhistleOptions
{
    public const string Section = "Whistle";

    internal const string Unsound =
        "Section Whistle: each Respond must be above zero, Resolve not below it and at most 366 days, "
        + "AnswerPeriod, ReopenPeriod and LongestPause above zero, Reopenings not below it.";

    public UrgencyClock Emergency { get; set; } =
        new() { Respond = TimeSpan.FromMinutes(30), Resolve = TimeSpan.FromHours(2) };

    public UrgencyClock Urgent { get; set; } =
        new() { Respond = TimeSpan.FromHours(4), Resolve = TimeSpan.FromHours(24) };

    public UrgencyClock General { get; set; } =
        new() { Respond = TimeSpan.FromDays(2), Resolve = TimeSpan.FromDays(7), WorkDays = true };

    public UrgencyClock Complex { get; set; } =
        new() { Respond = TimeSpan.FromDays(3), Resolve = TimeSpan.FromDays(15), WorkDays = true };

    /// <summary>How long the resident's answer is waited for, wall clock.</summary>
    public TimeSpan AnswerPeriod { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long after its closing a whistle may be reopened, wall clock.</summary>
    public TimeSpan ReopenPeriod { get; set; } = TimeSpan.FromDays(15);

    /// <summary>How often it may be reopened for another round; once more goes to the sub-district.</summary>
    public int Reopenings { get; set; } = 2;

    /// <summary>The longest pause, in time of work days.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Days off beside the weekends, in years that were not imported.</summary>
    public DateOnly[] Holidays { get; set; } = [];

    /// <summary>Days of a weekend on which people work (调休上班日), in years that were not imported.</summary>
    public DateOnly[] MakeUpDays { get; set; } = [];

    internal bool IsSound =>
        Emergency.IsSound && Urgent.IsSound && General.IsSound && Complex.IsSound && AnswerPeriod > TimeSpan.Zero
        && ReopenPeriod > TimeSpan.Zero && LongestPause > TimeSpan.Zero && Reopenings >= 0;

    /// <summary>The clocks of this urgency.</summary>
    public UrgencyClock Of(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => Emergency,
        Urgency.Urgent => Urgent,
        Urgency.General => General,
        _ => Complex,
    };
}
