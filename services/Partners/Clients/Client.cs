using OpenIddict.EntityFrameworkCore.Models;

namespace FiveSocieties.Partners.Clients;

/// <summary>
/// An OAuth2 client: a system of an organisation, or one of the platform's own that the configuration names. OpenIddict
/// keeps the hash of its secret or its public keys in the same row.
/// </summary>
public sealed class Client : OpenIddictEntityFrameworkCoreApplication<Guid, UnusedGrant, UnusedToken>
{
    /// <summary>What OpenIddict could keep of interactive clients; there are none.</summary>
    internal static readonly string[] Unused =
    [
        nameof(ApplicationType), nameof(Authorizations), nameof(ConsentType), nameof(DisplayNames), nameof(Permissions),
        nameof(PostLogoutRedirectUris), nameof(Properties), nameof(RedirectUris), nameof(Requirements),
        nameof(Settings), nameof(Tokens),
    ];

    /// <summary>Null for clients of the configuration.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>All that a token for it may say.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>12-digit codes of the communities that it serves.</summary>
    public List<string> Communities { get; set; } = [];

    /// <summary>Names of the societies that it acts for.</summary>
    public List<string> Societies { get; set; } = [];

    /// <summary>staff, grid-worker, linker, sub-district, branch, contact.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>From then on it gets no token; rows that are revoked are not found unless asked for.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Of its entry in the configuration when that was last written here; null for all others.</summary>
    public string? Fingerprint { get; set; }
}

/// <summary>OpenIddict names the type; consent is never asked, so no table holds it.</summary>
public sealed class UnusedGrant : OpenIddictEntityFrameworkCoreAuthorization<Guid, Client, UnusedToken>;

/// <summary>OpenIddict names the type; tokens live five minutes and are not kept, so no table holds it.</summary>
public sealed class UnusedToken : OpenIddictEntityFrameworkCoreToken<Guid, Client, UnusedGrant>;

/// <summary>OpenIddict names the type; the scopes are <see cref="Scopes.All"/>, so no table holds it.</summary>
public sealed class UnusedScope : OpenIddictEntityFrameworkCoreScope<Guid>;
