using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.Indicators;

/// <summary>What came together. Linkages, minutes and points are counted, never persons.</summary>
/// <param name="Formed">Linkages formed, one per whistle and round.</param>
/// <param name="SocietiesPerLinkage">Societies in a formed linkage beside the community, on average.</param>
/// <param name="Accepted">Invitations accepted.</param>
/// <param name="FiveMinuteShare">
/// Share of these that were sent while the linkage looked inside the five-minute circle (五分钟服务圈), 0 to 1.
/// </param>
/// <param name="Minutes">Minutes of help, all helpers together.</param>
/// <param name="Points">Points credited.</param>
public sealed record LinkageFigures(
    int Formed, double? SocietiesPerLinkage, int Accepted, double? FiveMinuteShare, long Minutes, long Points)
{
    internal static async Task<LinkageFigures> Read(Raised raised, CancellationToken cancellation)
    {
        var (formed, societies) = await Sum(raised, nameof(LinkageFormed), cancellation);
        var (_, minutes) = await Sum(raised, nameof(EngagementFinished), cancellation);
        var (_, points) = await Sum(raised, nameof(PointsCredited), cancellation);
        var accepted = await raised.Told(nameof(InvitationAccepted)).CountAsync(cancellation);
        return new(
            formed,
            formed == 0 ? null : Math.Round((double)societies / formed, 2),
            accepted,
            Raised.Share(accepted - await FromFurther(raised, cancellation), accepted),
            minutes,
            points);
    }

    /// <summary>
    /// Accepted invitations of a linkage that had widened its circle before. Widening and inviting are told by the same
    /// linkage, so its version says what came first; in one save it invites, then widens.
    /// </summary>
    private static Task<int> FromFurther(Raised raised, CancellationToken cancellation)
    {
        var further =
            from widened in raised.Told(nameof(CircleWidened))
            join sent in raised.All(nameof(InvitationSent)) on widened.WhistleId equals sent.WhistleId
            join accepted in raised.All(nameof(InvitationAccepted)) on sent.WhistleId equals accepted.WhistleId
            where sent.Round == widened.Round && sent.Version > widened.Version
                && accepted.InvitationId == sent.InvitationId
            select accepted.InvitationId;
        return further.Distinct().CountAsync(cancellation);
    }

    private static async Task<(int Count, long Sum)> Sum(Raised raised, string type, CancellationToken cancellation)
    {
        var all = await raised.Told(type).GroupBy(x => 1)
            .Select(told => new { Count = told.Count(), Sum = told.Sum(x => x.Amount) })
            .SingleOrDefaultAsync(cancellation);
        return (all?.Count ?? 0, all?.Sum ?? 0);
    }
}
