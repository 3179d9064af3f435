using FiveSocieties.Partners.Organisations;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Partners.Clients;

/// <summary>A client as its organisation's administrators see it.</summary>
/// <param name="ClientId">Its name at the token endpoint.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Scopes">What its tokens may say at most.</param>
/// <param name="Communities">12-digit codes.</param>
/// <param name="Societies">For which societies it acts.</param>
/// <param name="Roles">What single acts it may do.</param>
/// <param name="SignsItself">It proves itself by <c>private_key_jwt</c> and has no secret.</param>
/// <param name="RevokedAt">From then on it gets no token.</param>
public sealed record ClientView(
    string ClientId,
    string DisplayName,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Communities,
    IReadOnlyList<string> Societies,
    IReadOnlyList<string> Roles,
    bool SignsItself,
    DateTimeOffset? RevokedAt)
{
    internal static ClientView Of(Client client) => new(
        client.ClientId!, client.DisplayName!, client.Scopes, client.Communities, client.Societies, client.Roles,
        client.JsonWebKeySet is not null, client.RevokedAt);
}

internal static class ReadClients
{
    /// <summary>The clients of an organisation, without their secrets.</summary>
    public static async Task<Results<Ok<Page<ClientView>>, ProblemResult>> All(
        Guid id, PartnersDb db, Caller caller, HttpContext http)
    {
        if (!await db.SeenBy(caller).AnyAsync(organisation => organisation.Id == id))
            return RequestProblems.NotFound.Plain;
        return TypedResults.Ok(await db.Clients.IgnoreQueryFilters().AsNoTracking()
            .Where(client => client.OrganisationId == id)
            .ToPage(http, client => client.Id, ClientView.Of));
    }

    /// <summary>One client, also one that is revoked.</summary>
    public static async Task<Results<Ok<ClientView>, ProblemResult>> One(
        Guid id, string clientId, PartnersDb db, Caller caller) =>
        await db.ClientOf(id, clientId, caller) is { } client
            ? TypedResults.Ok(ClientView.Of(client))
            : RequestProblems.NotFound.Plain;

    /// <summary>Also one that is revoked; null when the caller does not see the organisation.</summary>
    public static async Task<Client?> ClientOf(this PartnersDb db, Guid organisation, string clientId, Caller caller) =>
        await db.SeenBy(caller).AnyAsync(seen => seen.Id == organisation)
            ? await db.Clients.IgnoreQueryFilters()
                .SingleOrDefaultAsync(client => client.OrganisationId == organisation && client.ClientId == clientId)
            : null;
}
