using FiveSocieties.Insights.Courses;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// Counts each day of each community once its whistles have settled, and again when one of them has moved after all;
/// then each month whose days all are.
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
            var first = SettledMonth.Of(SettledDay.Of(community.First));
            for (var day = first; day < end; day = day.AddDays(1))
                if (!settled.Contains(day))
                    await Settle(community.Key, day, cancellation);

            var months = await db.SettledMonths.AsNoTracking()
                .Where(x => x.Community == community.Key && x.FoldedBy == Course.Edition && !x.IsStale)
                .Select(x => x.Month).ToHashSetAsync(cancellation);
            for (var month = first; month.AddMonths(1) <= end; month = month.AddMonths(1))
                if (!months.Contains(month))
                    await SettleMonth(community.Key, month, cancellation);
        }

        return 0;
    }

    private async Task Settle(string community, DateOnly day, CancellationToken cancellation)
    {
        await using var transaction = await WhileNobodyLogs(cancellation);
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

    /// <summary>Adds up its days, once all are there.</summary>
    private async Task SettleMonth(string community, DateOnly month, CancellationToken cancellation)
    {
        await using var transaction = await WhileNobodyLogs(cancellation);
        var next = month.AddMonths(1);
        var days = await db.SettledDays.AsNoTracking()
            .Where(x => x.Community == community && x.Day >= month && x.Day < next
                && x.FoldedBy == Course.Edition && !x.IsStale)
            .OrderBy(x => x.Day).ToListAsync(cancellation);
        if (days.Count < next.DayNumber - month.DayNumber)
            return;

        var figures = new Figures();
        days.ForEach(day => figures.Add(day.Figures));
        var settled = await db.SettledMonths.FindAsync([community, month], cancellation);
        if (settled is null)
            db.Add(settled = new() { Community = community, Month = month });
        settled.Count(figures);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    /// <summary>Nobody may log in between: it would call stale what is not there yet. A file has one writer anyway.</summary>
    private async Task<IDbContextTransaction> WhileNobodyLogs(CancellationToken cancellation)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"""LOCK TABLE "Courses" IN SHARE ROW EXCLUSIVE MODE""", cancellation);
        return transaction;
    }
}
