using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Partners.Clients;

/// <summary>The scopes that exist: noun and verb.</summary>
internal static class Scopes
{
    private static readonly string[] ReadAndWritten =
    [
        "communities", "whistles", "linkages", "agencies", "social-workers", "branches", "members", "posts",
        "volunteers", "units", "residents", "engagements", "points", "organisations",
    ];

    private static readonly string[] OnlyRead = ["resources", "matches", "stories", "indicators"];

    /// <summary>What partners can be given.</summary>
    public static readonly string[] ForPartners =
    [
        .. ReadAndWritten.SelectMany(noun => new[] { $"{noun}.read", $"{noun}.write" }),
        .. OnlyRead.Select(noun => $"{noun}.read"),
    ];

    /// <summary>Those, and the one with which services ask each other; only the configuration gives it.</summary>
    public static readonly string[] All = [.. ForPartners, Identity.Internal];
}
