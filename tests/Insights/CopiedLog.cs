using FiveSocieties.Insights;
using FiveSocieties.Insights.Courses;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Insights;

/// <summary>Rows that stand in the log without having come over the bus.</summary>
internal static class CopiedLog
{
    /// <summary>Copies them in, and folds what has to be folded.</summary>
    public static async Task Copy(this ServiceHost<InsightsDb> app, LoggedEvent[] rows)
    {
        await app.Look<InsightsDb, int>(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });
        await app.Look<KeepCourses, int>(keep => keep.Run(default));
    }
}
