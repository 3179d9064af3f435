using System.Globalization;
using FiveSocieties.Events;
using FiveSocieties.Insights.Stories;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Indicators;

/// <summary>The figures of one community and period.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="From">First day, in Asia/Shanghai.</param>
/// <param name="To">Last day, in Asia/Shanghai.</param>
/// <param name="Figures">Of the whistles raised in these days.</param>
public sealed record IndicatorsView(string Community, DateOnly From, DateOnly To, Figures Figures);

internal static class ReadIndicators
{
    private const int LongestPeriod = 366;

    private static readonly Problem Backwards = new(
        "indicator.backwards-period", 422, "The period ends before it begins.", "时段的结束日期早于开始日期。");

    private static readonly Problem TooLong = new(
        "indicator.long-period", 422, "A period is at most 366 days.", "时段最长为 366 天。");

    /// <summary>
    /// First figures of a community: of the whistles raised from one day to another, both included. The days are read
    /// here, since a wrong optional value bound by the framework does not say which it is.
    /// </summary>
    public static async Task<Results<Ok<IndicatorsView>, ProblemResult>> Handle(
        string? community, string? from, string? to, InsightsDb db, HttpContext http, Caller caller)
    {
        if (community is null || from is null || to is null)
            return RequestProblems.MissingField.At(community is null ? "community" : from is null ? "from" : "to");
        if (Day(from) is not { } first || Day(to) is not { } last)
            return RequestProblems.WrongType.At(Day(from) is null ? "from" : "to");
        if (Check(first, last).Failed is { } problem)
            return problem;
        if (!caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");

        var (since, until) = (Start(first), Start(last.AddDays(1)));
        var raised = db.Events.Where(x => x.Community == community && x.Type == nameof(WhistleRaised)
            && x.OccurredAt >= since && x.OccurredAt < until);
        var log = await db.Events.AsNoTracking().Where(x => Figures.Needs.Contains(x.Type))
            .Join(raised, told => told.WhistleId, need => need.WhistleId, (told, _) => told)
            .ToListAsync(http.RequestAborted);
        var figures = Figures.Of(log.GroupBy(x => x.WhistleId).Select(ReadStory.Read), db.Now);
        return TypedResults.Ok(new IndicatorsView(community, first, last, figures));
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static Checks Check(DateOnly first, DateOnly last) => new Checks()
        .Range("from", first.Year, 2000, 2999)
        .Range("to", last.Year, 2000, 2999)
        .Require(last >= first, "to", Backwards)
        .Require(last.DayNumber - first.DayNumber < LongestPeriod, "to", TooLong);

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Slot.Offset);
}
