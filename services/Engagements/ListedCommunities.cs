using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Engagements;

/// <summary>Which communities a list is about.</summary>
public static class ListedCommunities
{
    /// <summary>The one that the query names, or all that the caller serves.</summary>
    /// <exception cref="BrokenRule">The named one is not among them: 403.</exception>
    public static IReadOnlyList<string> Among(this Caller caller, string? community)
    {
        if (community is null)
            return caller.Communities;
        return caller.Serves(community)
            ? [community]
            : throw new BrokenRule(IdentityProblems.ForeignCommunity, "community");
    }
}
