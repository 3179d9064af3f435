using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Partners.Organisations;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace FiveSocieties.Partners.Clients;

/// <summary>A client to be made. Nobody can give what the calling client does not have itself.</summary>
/// <param name="DisplayName">1 to 80 characters.</param>
/// <param name="Scopes">What its tokens may say at most.</param>
/// <param name="Communities">12-digit codes among those of the organisation.</param>
/// <param name="Societies">For which societies it acts.</param>
/// <param name="Roles">staff, grid-worker, linker, sub-district, branch, contact.</param>
/// <param name="Jwks">A JSON Web Key Set (RFC 7517) with public keys, for <c>private_key_jwt</c>; without it a secret is
/// made.</param>
/// <param name="Id">UUID version 7, if the caller wants to choose it: becomes the client id.</param>
public sealed record ClientRequest(
    string DisplayName,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Communities,
    IReadOnlyList<Society>? Societies = null,
    IReadOnlyList<string>? Roles = null,
    JsonElement? Jwks = null,
    Guid? Id = null);

/// <summary>A client that was just made.</summary>
/// <param name="Client">What it may do.</param>
/// <param name="ClientSecret">Shown now and never again; absent when it signs with its own key.</param>
public sealed record IssuedClient(ClientView Client, string? ClientSecret);

internal static class CreateClient
{
    private const int Most = 200;

    private static readonly Problem NotHeld = new(
        "client.not-held", 403, "The calling client does not have this itself, so it cannot give it.",
        "调用方自身没有此项权限,不能授予他人。");

    private static readonly Problem OutsideOrganisation = new(
        "client.outside-organisation", 422, "The organisation does not serve this community.", "该机构不服务于此社区。");

    /// <summary>Makes a client of the organisation; its secret is shown this once. Nobody can give what the calling client does not have itself.</summary>
    public static async Task<Results<Created<IssuedClient>, ProblemResult>> Handle(
        Guid id,
        ClientRequest request,
        PartnersDb db,
        OpenIddictApplicationManager<Client> clients,
        Seal seal,
        Caller caller,
        ClaimsPrincipal user,
        ILogger<Client> log)
    {
        if (await db.SeenBy(caller).SingleOrDefaultAsync(x => x.Id == id) is not { } organisation)
            return RequestProblems.NotFound.Plain;
        if (Check(request, organisation, caller, user).Failed is { } problem)
            return problem;
        var client = New(request, organisation);
        if (await db.Clients.IgnoreQueryFilters().AnyAsync(x => x.Id == client.Id))
            return RequestProblems.Exists.At("id");

        string? secret = null;
        if (request.Jwks is null)
            secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        // The organisation's version counts up with it: it cannot lose a community at the same moment.
        await (secret is null ? clients.CreateAsync(client) : clients.CreateAsync(client, secret));
        log.ClientIssued(client.ClientId!, organisation.Id, caller.ClientId);
        return TypedResults.Created(
            $"/api/v1/organisations/{id}/clients/{client.ClientId}",
            new IssuedClient(ClientView.Of(client), SecretShownOnce.Close(seal, secret)));
    }

    private static Checks Check(ClientRequest request, Organisation organisation, Caller caller, ClaimsPrincipal user)
    {
        var checks = new Checks()
            .Text("displayName", request.DisplayName, 80)
            .Count("scopes", request.Scopes.Count, 1, Most)
            .Count("communities", request.Communities.Count, 1, Most)
            .Count("societies", request.Societies?.Count ?? 0, 0, Most)
            .Count("roles", request.Roles?.Count ?? 0, 0, Most);
        foreach (var (index, scope) in request.Scopes.Take(Most).Index())
            checks.Require(
                caller.Has(scope) && Clients.Scopes.ForPartners.Contains(scope), $"scopes[{index}]", NotHeld);
        foreach (var (index, community) in request.Communities.Take(Most).Index())
        {
            if (caller.Serves(community))
                checks.Require(
                    organisation.Communities.Contains(community), $"communities[{index}]", OutsideOrganisation);
            else
                checks.Require(false, $"communities[{index}]", IdentityProblems.ForeignCommunity);
        }

        foreach (var (index, society) in (request.Societies ?? []).Take(Most).Index())
            checks.Require(user.HasClaim("societies", $"{society}"), $"societies[{index}]", NotHeld);
        foreach (var (index, role) in (request.Roles ?? []).Take(Most).Index())
            checks.Require(caller.In(role), $"roles[{index}]", NotHeld);
        if (request.Jwks is { } keys)
            checks.Require(PublicKeys.Accept(keys), "jwks", PublicKeys.Unfit);
        return checks;
    }

    private static Client New(ClientRequest request, Organisation organisation)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        return new Client
        {
            Id = id,
            ClientId = $"{id}",
            ClientType = OpenIddictConstants.ClientTypes.Confidential,
            DisplayName = request.DisplayName,
            OrganisationId = organisation.Id,
            Scopes = [.. request.Scopes.Distinct()],
            Communities = [.. request.Communities.Distinct()],
            Societies = [.. (request.Societies ?? []).Distinct().Select(society => $"{society}")],
            Roles = [.. (request.Roles ?? []).Distinct()],
            JsonWebKeySet = request.Jwks?.GetRawText(),
        };
    }
}
