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
    internal static LinkageFigures Of(Figures all) => new(
        all.Linkages,
        all.Linkages == 0 ? null : Math.Round((double)all.Societies / all.Linkages, 2),
        all.Accepted,
        Figures.Share(all.Accepted - all.FromFurther, all.Accepted),
        all.Minutes,
        all.Points);
}
