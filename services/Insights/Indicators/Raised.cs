using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// The whistles raised in a community in a period, and what has been told of them by now. All indicators are of these,
/// so a rate never divides the events of one month by those of another.
/// </summary>
internal sealed record Raised(InsightsDb Db, string Community, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>One row for each whistle.</summary>
    public IQueryable<LoggedEvent> Whistles =>
        All(nameof(WhistleRaised)).Where(x => x.OccurredAt >= Since && x.OccurredAt < Until);

    /// <summary>Everything of one kind that was ever told in the community, to be joined to the whistles.</summary>
    public IQueryable<LoggedEvent> All(string type) => All([type]);

    /// <summary>What most whistles have: found whistle by whistle.</summary>
    public IQueryable<LoggedEvent> Told(string type) =>
        from whistle in Whistles
        join told in All(type) on whistle.WhistleId equals told.WhistleId
        select told;

    /// <summary>What few whistles have: found first, and their whistles after.</summary>
    public IQueryable<LoggedEvent> ToldRarely(params string[] types)
    {
        var whistles = Whistles;
        return All(types).Where(x => whistles.Any(whistle => whistle.WhistleId == x.WhistleId));
    }

    /// <summary>
    /// Says that there is a whistle: otherwise each comparison would allow for two rows without one, past the index.
    /// </summary>
    private IQueryable<LoggedEvent> All(string[] types) => types is [var type]
        ? Db.Events.AsNoTracking().Where(x => x.Community == Community && x.Type == type && x.WhistleId != null)
        : Db.Events.AsNoTracking().Where(
            x => x.Community == Community && types.Contains(x.Type) && x.WhistleId != null);

    /// <summary>Part of a whole, 0 to 1; null when there is nothing to divide.</summary>
    public static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}
