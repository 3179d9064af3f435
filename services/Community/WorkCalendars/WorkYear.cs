namespace FiveSocieties.Community.WorkCalendars;

/// <summary>A day that is not what its weekday says.</summary>
/// <param name="Name">Of the holiday, for example <c>元旦</c>.</param>
/// <param name="Date">The day.</param>
/// <param name="IsOffDay">A day off, or a day of a weekend on which people work (调休上班日).</param>
public sealed record CalendarDay(string Name, DateOnly Date, bool IsOffDay);

/// <summary>
/// The work calendar of one year, as the General Office of the State Council announces it (国务院办公厅关于部分节假日安排的
/// 通知). It holds for the whole country, and so for all communities.
/// </summary>
public sealed class WorkYear
{
    public required int Year { get; init; }

    /// <summary>Counts the imports that changed something.</summary>
    public long Version { get; private set; }

    /// <summary>In order.</summary>
    public IReadOnlyList<CalendarDay> Days { get; private set; } = [];

    public DateTimeOffset ImportedAt { get; private set; }

    /// <summary>The client that imported it.</summary>
    public string ImportedBy { get; private set; } = "";

    /// <summary>Replaces what was there; the same days once more change nothing.</summary>
    public void Import(IEnumerable<CalendarDay> days, string by, DateTimeOffset now)
    {
        CalendarDay[] ordered = [.. days.OrderBy(x => x.Date)];
        if (Version > 0 && Days.SequenceEqual(ordered))
            return;
        (Days, ImportedBy, ImportedAt) = (ordered, by, now);
        Version++;
    }
}
