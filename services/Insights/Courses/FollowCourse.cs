using FiveSocieties.Insights.EventLog;
using FiveSocieties.Insights.Indicators;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Courses;

internal static class FollowCourse
{
    /// <summary>
    /// Folds the course of a whistle out of its events and <paramref name="news"/>; the caller saves, in the
    /// transaction that is open. Its row is taken first: of two events of one whistle the second waits here for the
    /// first to commit, and then sees it.
    /// </summary>
    public static async Task Handle(
        InsightsDb db, Guid whistle, LoggedEvent? news, CancellationToken cancellation = default)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Courses" ("WhistleId", "FoldedBy", "Events", "Community", "End", "Reopenings", "Escalated",
                "Deferred", "Linkages", "Societies", "Accepted", "FromFurther", "Minutes", "Points")
            VALUES ({whistle}, 0, 0, '', '', 0, {false}, {false}, 0, 0, 0, 0, 0, 0)
            ON CONFLICT ("WhistleId") DO UPDATE SET "FoldedBy" = "Courses"."FoldedBy"
            """,
            cancellation);
        var course = await db.Courses.SingleAsync(x => x.WhistleId == whistle, cancellation);
        var told = await db.Events.AsNoTracking().Where(x => x.WhistleId == whistle).ToListAsync(cancellation);
        course.Fold(news is null ? told : [.. told, news]);
        if (course.RaisedAt is not { } raised)
            return;
        var day = SettledDay.Of(raised);
        var month = SettledMonth.Of(day);
        await db.SettledDays.Where(x => x.Community == course.Community && x.Day == day && !x.IsStale)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.IsStale, true), cancellation);
        await db.SettledMonths.Where(x => x.Community == course.Community && x.Month == month && !x.IsStale)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.IsStale, true), cancellation);
    }
}
