namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Walking time: the straight line, or the shortest way around what cannot be crossed (<see cref="Barriers"/>), made
/// longer by the detour, at walking speed.
/// </summary>
public static class Walking
{
    /// <summary>No way is reckoned longer, so that costs stay small numbers.</summary>
    public const int Farthest = 1_000_000;

    /// <summary>Mean radius of the earth, metres (IUGG).</summary>
    public const double EarthRadius = 6_371_008.8;

    private const double Radian = Math.PI / 180;

    /// <summary>Whole seconds on foot for so many metres.</summary>
    public static int Seconds(Weights weights, double metres) =>
        (int)Math.Min(Farthest, Math.Round(metres * weights.Detour / weights.WalkingSpeed));

    /// <summary>
    /// Metres as the crow flies, on a plane that touches between both places. Exact to a millionth within a sub-district.
    /// </summary>
    public static double Metres(Point from, Point to)
    {
        var north = (to.Latitude - from.Latitude) * Radian;
        var east = (to.Longitude - from.Longitude) * Radian
            * Math.Cos((from.Latitude + to.Latitude) / 2 * Radian);
        return Math.Sqrt(north * north + east * east) * EarthRadius;
    }
}
