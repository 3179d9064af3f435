using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;

namespace FiveSocieties.Community.Whistles;

/// <summary>Until when.</summary>
/// <param name="RespondBy">The linkage should be formed.</param>
/// <param name="ResolveBy">The need should be served.</param>
public sealed record Deadlines(DateTimeOffset RespondBy, DateTimeOffset ResolveBy);

/// <summary>How long things may take, on the calendar as it stands.</summary>
/// <param name="Options">How long.</param>
/// <param name="Calendar">Which days are work days.</param>
public sealed record WhistleClocks(WhistleOptions Options, WorkCalendar Calendar)
{
    /// <summary>The clocks of a whistle that is blown now.</summary>
    public Deadlines DeadlinesOf(Urgency urgency, DateTimeOffset from)
    {
        var clock = Options.Of(urgency);
        return clock.WorkDays
            ? new(Calendar.Add(from, clock.Respond), Calendar.Add(from, clock.Resolve))
            : new(from + clock.Respond, from + clock.Resolve);
    }

    /// <summary>When a pause that begins now must end.</summary>
    public DateTimeOffset LatestEnd(DateTimeOffset from) => Calendar.Add(from, Options.LongestPause);

    /// <summary>The clocks after a pause: what was left of each then is left of it now. None runs backward.</summary>
    public Deadlines Resumed(Urgency urgency, Deadlines before, DateTimeOffset pausedAt, DateTimeOffset now)
    {
        return new(Later(before.RespondBy), Later(before.ResolveBy));

        DateTimeOffset Later(DateTimeOffset due)
        {
            if (due <= pausedAt)
                return due;
            var later = Options.Of(urgency).WorkDays
                ? Calendar.Add(now, Calendar.Between(pausedAt, due))
                : now + (due - pausedAt);
            return later > due ? later : due;
        }
    }
}
