namespace FiveSocieties.Matching.Engine;

/// <summary>What a resource is, and what a line asks for.</summary>
public enum Kind
{
    /// <summary>Somebody who serves.</summary>
    People,

    /// <summary>A room for so many seats, one line in a slot.</summary>
    Venue,

    /// <summary>So many pieces in stock.</summary>
    Goods,

    /// <summary>So many fen.</summary>
    Fund,

    /// <summary>An organisation's service for so many people in a slot.</summary>
    Service,
}

/// <summary>What can exclude a resource, in the order in which it is looked at.</summary>
public enum Limit
{
    /// <summary>Nothing excludes it.</summary>
    None,

    /// <summary>Its owner has suspended it.</summary>
    Suspended,

    /// <summary>It does not want to be proposed.</summary>
    OptedOut,

    /// <summary>It, or another hat of the same person, was asked before for this whistle.</summary>
    Excluded,

    /// <summary>It cannot do this at all.</summary>
    Skill,

    /// <summary>It can, but not well enough. Missed by levels.</summary>
    Level,

    /// <summary>An eligibility is missing. Missed by their number.</summary>
    Eligibility,

    /// <summary>It has done, or will do, enough. Missed by tasks.</summary>
    Load,

    /// <summary>It is not free in any slot of the line. Missed by slots to the nearest free one.</summary>
    Slot,

    /// <summary>It is too far away. Missed by seconds on foot, or by 1 where the circle is an area.</summary>
    Circle,

    /// <summary>A thing that is smaller than the line asks for. Missed by seats, pieces, fen or places.</summary>
    Size,
}

/// <summary>How far a line looks.</summary>
public enum Reach
{
    /// <summary>As many seconds on foot as the policy says, 300 by default.</summary>
    FiveMinutes = 1,

    /// <summary>As many seconds on foot as the policy says, 900 by default.</summary>
    FifteenMinutes,

    /// <summary>Anywhere in the line's community.</summary>
    Community,

    /// <summary>Anywhere in the line's sub-district.</summary>
    Subdistrict,
}

/// <summary>WGS 84.</summary>
/// <param name="Longitude">Degrees, -180 to 180.</param>
/// <param name="Latitude">Degrees, -90 to 90.</param>
public readonly record struct Point(double Longitude, double Latitude);

/// <summary>A policy: the worth, in seconds on foot, of what is not walking, and how walking is reckoned.</summary>
/// <param name="LevelGap">Seconds per level below the wanted one.</param>
/// <param name="OtherMicroGrid">Seconds when not in the line's own micro-grid.</param>
/// <param name="Evenness">g(load) = evenness × load².</param>
/// <param name="Detour">A way is this much longer than the straight line.</param>
/// <param name="WalkingSpeed">Metres a second.</param>
/// <param name="FiveMinutes">Seconds of the circle of that name.</param>
/// <param name="FifteenMinutes">Seconds of the circle of that name.</param>
public sealed record Weights(
    int LevelGap = 60,
    int OtherMicroGrid = 30,
    int Evenness = 15,
    double Detour = 1.3,
    double WalkingSpeed = 1.2,
    int FiveMinutes = 300,
    int FifteenMinutes = 900)
{
    /// <summary>What one more task costs a helper who has <paramref name="load"/> of them: g(load + 1) − g(load).</summary>
    public long Marginal(int load) => (long)Evenness * (2L * load + 1);

    /// <summary>Seconds that a circle reaches; null where it is an area.</summary>
    public int? Seconds(Reach reach) => reach switch
    {
        Reach.FiveMinutes => FiveMinutes,
        Reach.FifteenMinutes => FifteenMinutes,
        _ => null,
    };
}

/// <summary>The slots in which anybody can be asked: numbers without a gap, five a day.</summary>
/// <param name="First">The slot that runs now.</param>
/// <param name="Count">How many, 70 for fourteen days.</param>
public readonly record struct Horizon(int First, int Count = 70)
{
    /// <summary>Slots in a week. Slot 0 is a Monday morning, so a slot modulo this is its bit in a week.</summary>
    public const int Week = 35;

    /// <summary>Whether the slot can still be asked for.</summary>
    public bool Contains(int slot) => slot >= First && slot < First + Count;

    /// <summary>Whether a week opens the slot.</summary>
    internal static bool Opens(ulong week, int slot) => (week >> slot % Week & 1) != 0;
}

/// <summary>The parts of a pair's cost, in seconds on foot or their worth.</summary>
/// <param name="Walking">Seconds on foot.</param>
/// <param name="LevelGap">For the levels below the wanted one.</param>
/// <param name="OtherMicroGrid">For not being in the line's own micro-grid.</param>
public readonly record struct Reasons(int Walking, int LevelGap, int OtherMicroGrid)
{
    /// <summary>c(line, resource).</summary>
    public int Cost => Walking + LevelGap + OtherMicroGrid;
}
