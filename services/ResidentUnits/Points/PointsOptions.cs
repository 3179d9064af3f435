namespace FiveSocieties.ResidentUnits;

/// <summary>Section <c>Points</c>.</summary>
public sealed class PointsOptions
{
    /// <summary>Minutes of service for one point, 1 to 720; what is left over earns nothing.</summary>
    public int MinutesPerPoint { get; set; } = 6;

    /// <summary>How long points are reserved, one minute to 90 days; then the reservation expires.</summary>
    public TimeSpan ReservedFor { get; set; } = TimeSpan.FromDays(7);
}
