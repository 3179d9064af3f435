using FiveSocieties.Insights.Courses;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// Counts each day of each community once its whistles have settled, and again when one of them has moved after all.
/// </summary>
public sealed class SettleDays(InsightsDb db) : ISweep
{
    /// <summary>A whistle may be reopened for 15 days; few move later.</summary>
    private const int Settling = 20;

    public async Task<int> Run(CancellationToken cancellation)
    {
        var end = SettledDay.Of(db.Now).AddDays(-Settling);
        var communities = await db.Courses.Where(x => x.RaisedAt != null).GroupBy(x => x.Community)
            .Select(all => new { all.Key, First = all.Min(x => x.RaisedAt)!.Value }).ToListAsync(cancellation);
        foreach (var community in communities)
        {
            var settled = await db.SettledDays.AsNoTracking()
                .Where(x => x.Community == community.Key && x.FoldedBy == Course.Edition && !x.IsStale)
                .Select(x => x.Day).ToHashSetAsync(cancellation);
            for (var day = SettledDay.Of(community.First); day < end; day = day.AddDays(1))
                if (!settled.Contains(day))
                    await Settle(community.Key, day, cancellation);
        }

        return 0;
    }

    private async Task Settle(string community, DateOnly day, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Nobody may log in between: it would call a day stale that is not there yet. A file has one writer anyway.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"""LOCK TABLE "Courses" IN SHARE ROW EXCLUSIVE MODE""", cancellation);
        var (now, since, until) = (db.Now, SettledDay.Start(day), SettledDay.Start(day.AddDays(1)));
        var courses = await db.Courses.AsNoTracking()
            .Where(x => x.Community == community && x.RaisedAt >= since && x.RaisedAt < until)
            .ToListAsync(cancellation);
        if (courses.Exists(x => x.FoldedBy != Course.Edition || (x.Prompt is null && x.RespondBy >= now)))
            return;

        var figures = new Figures();
        courses.ForEach(course => figures.Add(course, now));
        var settled = await db.SettledDays.FindAsync([community, day], cancellation);
        if (settled is null)
            db.Add(settled = new() { Community = community, Day = day });
        settled.Count(figures);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
    }
}
