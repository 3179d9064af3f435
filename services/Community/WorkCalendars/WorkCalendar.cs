using FiveSocieties.Events;

namespace FiveSocieties.Community.WorkCalendars;

/// <summary>
/// The clock of work days: it runs all day long from Monday to Friday and on make-up days (调休上班日), in Asia/Shanghai,
/// and stands still on other days and on holidays. So two work days from Friday 15:00 are Tuesday 15:00.
/// </summary>
public sealed class WorkCalendar
{
    private readonly Dictionary<DateOnly, bool> isOff = [];

    /// <summary>
    /// A year that was imported stands in place of the settings for it. What a later year says of a December wins over
    /// the year before.
    /// </summary>
    /// <param name="imported">Years as they were announced.</param>
    /// <param name="holidays">For other years: days off beside the weekends.</param>
    /// <param name="makeUpDays">For other years: days of a weekend on which people work; they win over a holiday.</param>
    public WorkCalendar(
        IEnumerable<WorkYear> imported, IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> makeUpDays)
    {
        var years = imported.OrderBy(x => x.Year).ToList();
        var known = years.ConvertAll(x => x.Year);
        foreach (var day in holidays.Where(day => !known.Contains(day.Year)))
            isOff[day] = true;
        foreach (var day in makeUpDays.Where(day => !known.Contains(day.Year)))
            isOff[day] = false;
        foreach (var day in years.SelectMany(x => x.Days))
            isOff[day.Date] = day.IsOffDay;
    }

    /// <summary>Saturday or Sunday.</summary>
    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public bool IsWorkDay(DateOnly day) => !(isOff.TryGetValue(day, out var off) ? off : IsWeekend(day));

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
