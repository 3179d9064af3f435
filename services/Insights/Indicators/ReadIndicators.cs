using System.Globalization;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// The indicators of one community, of the whistles raised in a period, as far as they have come by now.
/// </summary>
/// <param name="Community">12-digit code.</param>
/// <param name="From">First day, in Asia/Shanghai.</param>
/// <param name="To">Last day, in Asia/Shanghai.</param>
/// <param name="Whistles">How many, of what kind, and what became of them.</param>
/// <param name="Rates">Response, solution, satisfaction.</param>
/// <param name="Times">How long help takes.</param>
/// <param name="Linkages">What came together.</param>
/// <param name="Unmet">What was missing, and where.</param>
public sealed record IndicatorsView(
    string Community,
    DateOnly From,
    DateOnly To,
    WhistleFigures Whistles,
    RateFigures Rates,
    TimeFigures Times,
    LinkageFigures Linkages,
    UnmetNeeds Unmet);

internal static class ReadIndicators
{
    private const int LongestPeriod = 3660;

    private static readonly Problem Backwards = new(
        "indicator.backwards-period", 422, "The period ends before it begins.", "时段的结束日期早于开始日期。");

    private static readonly Problem TooLong = new(
        "indicator.long-period", 422, "A period is at most 3660 days.", "时段最长为 3660 天。");

    private static readonly Problem Behind = new(
        "indicator.behind", 503, "The log is being read anew after an upgrade; ask again in a minute.",
        "升级后正在重新统计,请稍后再试。");

    /// <summary>
    /// The indicators of a community: of the whistles raised from one day to another, both included. The days are read
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

        var raised = new Raised(db, community, first, last);
        if (await raised.Count(db.Now, http.RequestAborted) is not { } figures)
            return Behind.Plain;
        return TypedResults.Ok(new IndicatorsView(
            community, first, last, WhistleFigures.Of(figures), RateFigures.Of(figures), TimeFigures.Of(figures),
            LinkageFigures.Of(figures), UnmetNeeds.Of(figures)));
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
}
