using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Partners.Clients;

/// <summary>Ends a client: no more tokens at once, and those it holds end within five minutes. Safe to repeat.</summary>
internal static class RevokeClient
{
    public static async Task<Results<NoContent, ProblemResult>> Handle(
        Guid id, string clientId, PartnersDb db, Caller caller, ILogger<Client> log)
    {
        if (await db.ClientOf(id, clientId, caller) is not { } client)
            return RequestProblems.NotFound.Plain;
        if (!client.Communities.TrueForAll(caller.Serves))
            return IdentityProblems.ForeignCommunity.Plain;
        if (client.RevokedAt is not null)
            return TypedResults.NoContent();

        client.RevokedAt = db.Now;
        await db.SaveChangesAsync();
        log.ClientRevoked(clientId, id, caller.ClientId);
        return TypedResults.NoContent();
    }
}
