using FiveSocieties.Events;

namespace FiveSocieties.Community.Whistles;

/// <summary>
/// The clock of work days: it runs all day long from Monday to Friday and on make-up days (调休上班日), in Asia/Shanghai,
/// and stands still on other days and on holidays. So two work days from Friday 15:00 are Tuesday 15:00.
/// </summary>
/// <param name="holidays">Days off beside the weekends.</param>
/// <param name="makeUpDays">Days of a weekend on which people work; they win over a holiday.</param>
public sealed class WorkCalendar(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> makeUpDays)
{
    private readonly HashSet<DateOnly> free = [.. holidays];

    private readonly HashSet<DateOnly> work = [.. makeUpDays];

    public bool IsWorkDay(DateOnly day) => work.Contains(day)
        || (!free.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>The instant, UTC, at which the clock has run for this long.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan time)
    {
        var at = from.ToOffset(Slot.Offset);
        while (true)
        {
            var tomorrow = new DateTimeOffset(at.Date.AddDays(1), Slot.Offset);
            if (IsWorkDay(DateOnly.FromDateTime(at.Date)))
            {
                if (time < tomorrow - at)
                    return (at + time).ToUniversalTime();
                time -= tomorrow - at;
            }

            at = tomorrow;
        }
    }

    /// <summary>How long the clock runs between two instants; nothing when the second is the earlier.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until)
    {
        var (at, end, ran) = (from.ToOffset(Slot.Offset), until.ToOffset(Slot.Offset), TimeSpan.Zero);
        while (at < end)
        {
            var tomorrow = new DateTimeOffset(at.Date.AddDays(1), Slot.Offset);
            if (IsWorkDay(DateOnly.FromDateTime(at.Date)))
                ran += (tomorrow < end ? tomorrow : end) - at;
            at = tomorrow;
        }

        return ran;
    }
}
