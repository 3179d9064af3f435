namespace FiveSocieties.Scenarios;

/// <summary>How big an invented community is, and where.</summary>
/// <param name="Code">12-digit code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Make">Begins all its ids, so that no two communities share any.</param>
/// <param name="West">Degrees.</param>
/// <param name="South">Degrees.</param>
/// <param name="Population">How many live there.</param>
public sealed record CommunitySize(string Code, string Name, int Make, double West, double South, int Population)
{
    /// <summary>
    /// The demonstration community of the field study: 241 members in the branches of its Party committee and 60
    /// in-service members of 5 unit Party organisations, 1 service centre, 2 Party-and-masses stations, 1 practice station
    /// with 2 points, 5 resident units, 150 volunteers, more than 20,000 residents. All else is invented.
    /// </summary>
    public static readonly CommunitySize J = new("510104002001", "J社区", 2, 104.080, 30.640, 20_431);

    public int Branches { get; init; } = 8;

    public int Members { get; init; } = 241;

    public int InService { get; init; } = 60;

    public int Volunteers { get; init; } = 150;

    public int SocialWorkers { get; init; } = 10;

    public int PeopleOfAUnit { get; init; } = 6;

    public int Residents { get; init; } = 300;

    /// <summary>What members and volunteers can do, taken in turn; two of the common skills each when not said.</summary>
    public IReadOnlyList<string[]>? Talents { get; init; }
}
