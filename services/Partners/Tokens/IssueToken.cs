using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using FiveSocieties.Partners.Clients;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FiveSocieties.Partners.Tokens;

/// <summary>What a client sends (RFC 6749, 4.4.2); OpenIddict reads it, this describes it.</summary>
/// <param name="GrantType"><c>client_credentials</c>.</param>
/// <param name="ClientId">May stand in an Authorization header (Basic) instead, with the secret.</param>
/// <param name="ClientSecret">Absent when the client signs an assertion.</param>
/// <param name="ClientAssertion">RFC 7523: a JWT signed by the client, whose audience is the issuer.</param>
/// <param name="ClientAssertionType"><c>urn:ietf:params:oauth:client-assertion-type:jwt-bearer</c>.</param>
/// <param name="Scope">Separated by spaces; all that the client may have when absent.</param>
internal sealed record TokenForm(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("client_id")] string? ClientId,
    [property: JsonPropertyName("client_secret")] string? ClientSecret,
    [property: JsonPropertyName("client_assertion")] string? ClientAssertion,
    [property: JsonPropertyName("client_assertion_type")] string? ClientAssertionType,
    [property: JsonPropertyName("scope")] string? Scope);

/// <summary>What it gets (RFC 6749, 5.1).</summary>
/// <param name="AccessToken">A JWT (RFC 9068).</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="Scope">Absent when it is what was asked for.</param>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string? Scope);

/// <summary>Issues an access token; OpenIddict has checked the client's secret or assertion before.</summary>
internal static class IssueToken
{
    public static async Task<IResult> Handle(HttpContext http, OpenIddictApplicationManager<Client> clients)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var client = (await clients.FindByClientIdAsync(request.ClientId!))!;
        var asked = request.GetScopes();
        if (asked.Except(client.Scopes).Any())
            return Refused(Errors.InvalidScope, "A scope that was asked for is unknown or not this client's.");

        var identity = new ClaimsIdentity("client-credentials", Claims.Subject, "roles");
        identity.AddClaims([
            new(Claims.Subject, client.ClientId!),
            List("societies", client.Societies), List("communities", client.Communities), List("roles", client.Roles)]);
        identity.SetScopes(asked.IsEmpty ? [.. client.Scopes] : asked)
            .SetResources(Identity.Audience)
            .SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(
            new(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>A list stays a list in the token, of whatever length.</summary>
    private static Claim List(string type, List<string> values) =>
        new(type, JsonSerializer.Serialize(values), JsonClaimValueTypes.JsonArray);

    private static IResult Refused(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
