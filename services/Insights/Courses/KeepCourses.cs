using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Courses;

/// <summary>
/// Walks through the log, whistle by whistle, and folds each course that is not what the log says: of an older edition,
/// missing, or of fewer events, since a version without courses wrote the log as well. As a rule none is.
/// </summary>
public sealed class KeepCourses(InsightsDb db, ILogger<KeepCourses> log) : ISweep
{
    private const int Stride = 100;

    public async Task<int> Run(CancellationToken cancellation)
    {
        var (last, folded) = (Guid.Empty, 0);
        while (await Next(last, cancellation) is [.., var end] logged)
        {
            var ids = logged.ConvertAll(x => x.Whistle);
            var kept = await db.Courses.AsNoTracking()
                .Where(x => ids.Contains(x.WhistleId) && x.FoldedBy == Course.Edition)
                .ToDictionaryAsync(x => x.WhistleId, x => x.Events, cancellation);
            var stale = logged.FindAll(x => kept.GetValueOrDefault(x.Whistle) != x.Events).ConvertAll(x => x.Whistle);
            if (stale.Count > 0)
                await Fold(stale, cancellation);
            (last, folded) = (end.Whistle, folded + stale.Count);
        }

        if (folded > 0)
            log.CoursesFolded(folded);
        return 0;
    }

    private async Task<List<(Guid Whistle, int Events)>> Next(Guid last, CancellationToken cancellation) =>
        (await db.Events.Where(x => x.WhistleId > last).GroupBy(x => x.WhistleId!.Value)
            .Select(told => new { told.Key, Count = told.Count() }).OrderBy(told => told.Key).Take(Stride)
            .ToListAsync(cancellation)).ConvertAll(told => (told.Key, told.Count));

    private async Task Fold(List<Guid> whistles, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var whistle in whistles)
            await FollowCourse.Handle(db, whistle, null, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
    }
}
