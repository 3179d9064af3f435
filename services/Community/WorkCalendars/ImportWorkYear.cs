using System.Text.Json.Serialization;
using FiveSocieties.Community.Whistles;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.WorkCalendars;

/// <summary>One day of the arrangement; members that are not named here are passed over.</summary>
/// <param name="Name">Of the holiday, at most 40 characters.</param>
/// <param name="Date">In the year, or in the December before it, once.</param>
/// <param name="IsOffDay">False for a day on which people work although it is of a weekend.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record WorkDayRequest(string Name, DateOnly Date, bool IsOffDay);

/// <summary>
/// The arrangement of a year in the form in which it is widely passed on; other members, for example <c>papers</c>, are
/// passed over.
/// </summary>
/// <param name="Year">That of the path.</param>
/// <param name="Days">All days of the year that are not what their weekday says, 1 to 120.</param>
/// <example>{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}</example>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record WorkYearRequest(int Year, IReadOnlyList<WorkDayRequest> Days);

/// <summary>A year as it was imported.</summary>
/// <param name="Year">The year.</param>
/// <param name="Days">In order.</param>
/// <param name="ImportedAt">When it last changed.</param>
public sealed record WorkYearView(int Year, IReadOnlyList<CalendarDay> Days, DateTimeOffset ImportedAt)
{
    public static WorkYearView Of(WorkYear year) => new(year.Year, year.Days, year.ImportedAt);
}

internal static class ImportWorkYear
{
    public const int Earliest = 2000;

    public const int Latest = 2100;

    private const int MostDays = 120;

    private static readonly Problem OtherYear = new(
        "work-calendar.other-year", 422, "The year is not that of the path.", "年份与路径不一致。");

    private static readonly Problem DayOutside = new(
        "work-calendar.day-outside", 422, "The day is neither in the year nor in the December before it.",
        "日期不在该年度,也不在上年 12 月。");

    private static readonly Problem DayTwice = new(
        "work-calendar.day-twice", 422, "The day is there twice.", "日期重复。");

    private static readonly Problem NoWeekend = new(
        "work-calendar.no-weekend", 422, "A make-up day is a Saturday or a Sunday.", "调休上班日应为周六或周日。");

    /// <summary>
    /// The sub-district imports the work calendar of a year, in place of what was there. Whatever clock is set from then
    /// on runs by it; clocks that are set already stay as they are.
    /// </summary>
    public static async Task<Results<Ok<WorkYearView>, Created<WorkYearView>, ProblemResult>> Handle(
        int year, WorkYearRequest request, HttpContext http, CommunityDb db, Caller caller, ILogger<WorkYear> log)
    {
        if (!caller.In(DeferWhistle.Role))
            return IdentityProblems.NoRole.Plain;
        if (Check(year, request).Failed is { } problem)
            return problem;
        var known = await db.WorkYears.SingleOrDefaultAsync(x => x.Year == year);
        if (Etag.Guard(http, known?.Version ?? 0) is { } outdated)
            return outdated;

        var imported = known ?? db.Add(new WorkYear { Year = year }).Entity;
        imported.Import(
            request.Days.Select(x => new CalendarDay(x.Name, x.Date, x.IsOffDay)), caller.ClientId, db.Now);
        await db.SaveChangesAsync();
        log.WorkYearImported(year, imported.Days.Count, imported.Version);
        Etag.Show(http, imported.Version);
        var view = WorkYearView.Of(imported);
        return known is null ? TypedResults.Created($"/api/v1/work-calendar/{year}", view) : TypedResults.Ok(view);
    }

    private static Checks Check(int year, WorkYearRequest request)
    {
        var checks = new Checks()
            .Range("year", year, Earliest, Latest)
            .Require(request.Year == year, "year", OtherYear)
            .Count("days", request.Days.Count, 1, MostDays);
        HashSet<DateOnly> seen = [];
        foreach (var (index, day) in request.Days.Take(MostDays).Index())
        {
            var path = $"days[{index}]";
            checks.Require(day is not null, path, RequestProblems.MissingField);
            if (day is null)
                continue;
            checks.Text($"{path}.name", day.Name, 40)
                .Require(day.Date.Year == year || (day.Date.Year == year - 1 && day.Date.Month == 12), $"{path}.date",
                    DayOutside)
                .Require(seen.Add(day.Date), $"{path}.date", DayTwice)
                .Require(day.IsOffDay || WorkCalendar.IsWeekend(day.Date), $"{path}.isOffDay", NoWeekend);
        }

        return checks;
    }
}
