using FiveSocieties.Insights.Courses;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// The whistles raised in a community from one day to another, and how they have gone by now. All indicators are of
/// these, so a rate never divides the events of one month by those of another.
/// </summary>
internal sealed record Raised(InsightsDb Db, string Community, DateOnly First, DateOnly Last)
{
    /// <summary>What is counted of them: of settled months and days as they were counted, of all others whistle by
    /// whistle. Null when a course has still to be folded.</summary>
    public async Task<Figures?> Count(DateTimeOffset now, CancellationToken cancellation)
    {
        var (end, lastMonth) = (Last.AddDays(1), Last.AddDays(1).AddMonths(-1));
        var months = await Db.SettledMonths.AsNoTracking()
            .Where(x => x.Community == Community && x.Month >= First && x.Month <= lastMonth
                && x.FoldedBy == Course.Edition && !x.IsStale)
            .OrderBy(x => x.Month).ToListAsync(cancellation);
        var (figures, next) = (new Figures(), First);
        foreach (var month in months)
        {
            if (!await AddDays(figures, next, month.Month, now, cancellation))
                return null;
            figures.Add(month.Figures);
            next = month.Month.AddMonths(1);
        }

        return await AddDays(figures, next, end, now, cancellation) ? figures : null;
    }

    private async Task<bool> AddDays(
        Figures figures, DateOnly first, DateOnly end, DateTimeOffset now, CancellationToken cancellation)
    {
        if (first == end)
            return true;
        var days = await Db.SettledDays.AsNoTracking()
            .Where(x => x.Community == Community && x.Day >= first && x.Day < end
                && x.FoldedBy == Course.Edition && !x.IsStale)
            .OrderBy(x => x.Day).ToListAsync(cancellation);
        var next = first;
        foreach (var day in days)
        {
            if (!await Add(figures, next, day.Day, now, cancellation))
                return false;
            figures.Add(day.Figures);
            next = day.Day.AddDays(1);
        }

        return await Add(figures, next, end, now, cancellation);
    }

    private async Task<bool> Add(
        Figures figures, DateOnly first, DateOnly end, DateTimeOffset now, CancellationToken cancellation)
    {
        if (first == end)
            return true;
        var (since, until) = (SettledDay.Start(first), SettledDay.Start(end));
        var courses = await Db.Courses.AsNoTracking()
            .Where(x => x.Community == Community && x.RaisedAt >= since && x.RaisedAt < until)
            .ToListAsync(cancellation);
        courses.ForEach(course => figures.Add(course, now));
        return courses.TrueForAll(course => course.FoldedBy == Course.Edition);
    }
}
