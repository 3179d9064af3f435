using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;

namespace FiveSocieties.PartyBranches;

/// <summary>What this service is made of.</summary>
public static class PartyBranches
{
    /// <summary>Its database, what it hears, and what waits for its time.</summary>
    public static WebApplicationBuilder AddPartyBranches(this WebApplicationBuilder builder)
    {
        builder.AddServiceDb<PartyBranchesDb, PartyBranchesSqlite, PartyBranchesPostgres>("PartyBranches");
        builder.AddSociety<PartyBranchesDb>(Society.PartyBranches);
        builder.AddModule<PartyBranchesDb>("party-branches");
        return builder;
    }

    /// <summary>Its routes, and the pool that Matching reads.</summary>
    public static void MapPartyBranches(this IEndpointRouteBuilder app)
    {
        app.MapBranchRoutes();
        app.MapMemberRoutes();
        app.MapPostRoutes();
        app.MapResourcePool();
    }
}
