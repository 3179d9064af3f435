namespace FiveSocieties.Scenarios;

/// <summary>
/// The client that a trial brings with it: it may do everything in the communities of the scenarios, and so make the
/// clients of the partners there. Known to everybody, so refused wherever <c>Identity:AllowDemo</c> is not said.
/// </summary>
public static class Trials
{
    /// <summary>OAuth2 client.</summary>
    public const string Client = "scenarios";

    /// <summary>Its secret.</summary>
    public const string Secret = "demo-only";

    /// <summary>J community, and the two alike of the scarce day, each in a sub-district of its own.</summary>
    public static readonly string[] Communities = ["510104002001", "510104003001", "510104004001"];

    /// <summary>It acts for all of them, so that it can let others act for one.</summary>
    public static readonly string[] Societies = ["SocialWork", "PartyBranches", "Volunteers", "ResidentUnits"];
}
