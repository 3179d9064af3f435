using FiveSocieties.Events;

namespace FiveSocieties.Community.Whistles;

/// <summary>Until when.</summary>
/// <param name="RespondBy">The linkage should be formed.</param>
/// <param name="ResolveBy">The need should be served.</param>
public sealed record Deadlines(DateTimeOffset RespondBy, DateTimeOffset ResolveBy);

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
        + "AnswerPeriod above zero.";

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

    /// <summary>Days off beside the weekends, as the State Council announces them each year.</summary>
    public DateOnly[] Holidays { get; set; } = [];

    /// <summary>Days of a weekend on which people work (调休上班日).</summary>
    public DateOnly[] MakeUpDays { get; set; } = [];

    internal bool IsSound =>
        Emergency.IsSound && Urgent.IsSound && General.IsSound && Complex.IsSound && AnswerPeriod > TimeSpan.Zero;

    /// <summary>The clocks of a whistle that is blown now.</summary>
    public Deadlines DeadlinesOf(Urgency urgency, DateTimeOffset from)
    {
        var clock = urgency switch
        {
            Urgency.Emergency => Emergency,
            Urgency.Urgent => Urgent,
            Urgency.General => General,
            _ => Complex,
        };
        if (!clock.WorkDays)
            return new(from + clock.Respond, from + clock.Resolve);
        var calendar = new WorkCalendar(Holidays, MakeUpDays);
        return new(calendar.Add(from, clock.Respond), calendar.Add(from, clock.Resolve));
    }
}
