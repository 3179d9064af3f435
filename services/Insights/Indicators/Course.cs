using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Indicators;

/// <summary>What rates and times need to know of a whistle that was blown.</summary>
/// <param name="Blown">When it was first blown.</param>
/// <param name="Due">When a linkage should be formed for that.</param>
/// <param name="Linked">When its first linkage formed.</param>
/// <param name="Served">When it was first served.</param>
/// <param name="IsGone">Withdrawn, not ours or a duplicate before anything was formed: nobody was to respond.</param>
internal sealed record Course(
    DateTimeOffset Blown, DateTimeOffset? Due, DateTimeOffset? Linked, DateTimeOffset? Served, bool IsGone)
{
    public static Task<List<Course>> Read(Raised raised, CancellationToken cancellation)
    {
        var (blown, formed) = (raised.All(nameof(WhistleBlown)), raised.All(nameof(LinkageFormed)));
        var served = raised.All(nameof(LinkageServed));
        var left = raised.ToldRarely([.. WhistleFigures.Left.Keys]);
        var courses =
            from whistle in raised.Whistles
            join first in blown.Where(x => x.Round == 1) on whistle.WhistleId equals first.WhistleId
            select new Course(
                first.OccurredAt,
                first.Due,
                formed.Where(x => x.WhistleId == first.WhistleId).Min(x => (DateTimeOffset?)x.OccurredAt),
                served.Where(x => x.WhistleId == first.WhistleId).Min(x => (DateTimeOffset?)x.OccurredAt),
                !formed.Any(x => x.WhistleId == first.WhistleId) && left.Any(x => x.WhistleId == first.WhistleId));
        return courses.ToListAsync(cancellation);
    }

    /// <summary>Null while it can still become prompt, and when nobody was to respond.</summary>
    public bool? IsPrompt(DateTimeOffset now) =>
        Linked is { } linked ? linked <= Due : IsGone || now <= Due ? null : false;
}
