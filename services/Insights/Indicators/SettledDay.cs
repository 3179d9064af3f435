using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Insights.Courses;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// The figures of the whistles raised in some time, counted once they have settled. The transaction that logs another
/// event of one of them calls it stale; then the courses are counted again.
/// </summary>
public abstract class Settled
{
    /// <summary>12-digit code.</summary>
    public required string Community { get; init; }

    /// <summary>Which edition of courses it was counted of.</summary>
    public int FoldedBy { get; private set; }

    /// <summary>Something was logged since.</summary>
    public bool IsStale { get; private set; }

    /// <summary>The figures, JSON.</summary>
    public string Body { get; private set; } = "";

    internal Figures Figures => JsonSerializer.Deserialize<Figures>(Body)!;

    internal void Count(Figures figures) =>
        (FoldedBy, IsStale, Body) = (Course.Edition, false, JsonSerializer.Serialize(figures));
}

/// <summary>Of one day.</summary>
public sealed class SettledDay : Settled
{
    /// <summary>The day, in Asia/Shanghai.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The day on which somebody raised something.</summary>
    public static DateOnly Of(DateTimeOffset raised) => DateOnly.FromDateTime(raised.ToOffset(Slot.Offset).DateTime);

    /// <summary>The first instant of a day.</summary>
    public static DateTimeOffset Start(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Slot.Offset).ToUniversalTime();
}

/// <summary>Of a whole month: what its days add up to, so that years are read in a few rows.</summary>
public sealed class SettledMonth : Settled
{
    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The month of a day.</summary>
    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, 1);
}
