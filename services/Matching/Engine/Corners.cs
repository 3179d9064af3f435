namespace FiveSocieties.Matching.Engine;

/// <summary>A place where a way around can turn: beside a corner of a barrier, or an end of a passage.</summary>
/// <param name="Site">Where one stands.</param>
/// <param name="Corner">What is gone around; the same as the site where there is nothing.</param>
/// <param name="OneSide">Direction, in radians, of the barrier on one side of the free angle at the corner.</param>
/// <param name="OtherSide">On the other side; the same at a barrier's end.</param>
internal readonly record struct Turn(Site Site, Site Corner, double OneSide, double OtherSide)
{
    /// <summary>Two metres: whoever turns stands a metre beside the corner, and so do those at the one before.</summary>
    private const double Slack = 200;

    /// <summary>At the end of a passage one may turn wherever one likes.</summary>
    public static Turn Free(Site site) => new(site, site, 0, 0);

    /// <summary>
    /// Whether a shortest way from there can turn here. A stretched string lies against a corner only where all of the
    /// barrier is on one side of it.
    /// </summary>
    public bool IsTautFrom(Site place)
    {
        var (east, north) = ((double)Corner.East - place.East, (double)Corner.North - place.North);
        var one = east * Math.Sin(OneSide) - north * Math.Cos(OneSide);
        var other = east * Math.Sin(OtherSide) - north * Math.Cos(OtherSide);
        return Math.Max(one, other) < Slack || Math.Min(one, other) > -Slack;
    }
}

/// <summary>Finds where ways around barriers can turn.</summary>
internal static class Corners
{
    /// <summary>A metre.</summary>
    public const double Beside = 100;

    private const double Straight = Math.PI + 1e-9;

    /// <summary>
    /// A metre beside each corner with more than half a turn free: in the middle of that angle; where it is wider than
    /// three quarters of a turn, twice, so that both sides of the barrier can be seen along.
    /// </summary>
    public static IEnumerable<Turn> Of(IEnumerable<Piece> pieces)
    {
        Dictionary<Site, List<double>> corners = [];
        foreach (var (from, to) in pieces)
        {
            Add(from, to);
            Add(to, from);
        }
        foreach (var (corner, directions) in corners)
        {
            directions.Sort();
            for (var at = 0; at < directions.Count; at++)
            {
                var (begin, end) = (directions[at], directions[(at + 1) % directions.Count]);
                var free = end > begin ? end - begin : end - begin + 2 * Math.PI;
                if (free <= Straight)
                    continue;
                var aside = Math.Min(free / 2, 0.75 * Math.PI);
                yield return new(corner.Towards(begin + aside, Beside), corner, begin, end);
                if (aside < free / 2)
                    yield return new(corner.Towards(end - aside, Beside), corner, begin, end);
            }
        }

        void Add(Site corner, Site other)
        {
            if (!corners.TryGetValue(corner, out var directions))
                corners[corner] = directions = [];
            var direction = corner.DirectionTo(other);
            if (!directions.Contains(direction))
                directions.Add(direction);
        }
    }
}
