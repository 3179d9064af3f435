using FiveSocieties.Matching.Index;
using FiveSocieties.Matching.Matches;
using FiveSocieties.Matching.Resources;
using FiveSocieties.Messaging;
using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using MassTransit;
using Microsoft.AspNetCore.Mvc;

namespace FiveSocieties.Matching;

/// <summary>What Matching is made of: an index in memory, kept fresh, and the engine that reads it.</summary>
public static class Matching
{
    /// <summary>5,000 lines with their exclusions fit into this, in bytes.</summary>
    private const int LargestRound = 16 * 1024 * 1024;

    /// <summary>Index, its keeper, and the pools that it asks.</summary>
    public static WebApplicationBuilder AddMatching(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MatchingOptions>().BindConfiguration(MatchingOptions.Section)
            .Validate(options => options.IsSound, MatchingOptions.Unsound)
            .ValidateOnStart();
        foreach (var owner in Pools.Owners)
            builder.AddServiceClient<ResourcePool.ResourcePoolClient>(Pools.ServiceOf(owner));
        builder.AddServiceClient<Territory.TerritoryClient>(Pools.TerritoryService);
        builder.Services.AddSingleton<ResourceIndex>().AddSingleton<Pools>().AddSingleton<Changes>().AddSingleton<LastRounds>()
            .AddSingleton<IndexKeeper>().AddHostedService(services => services.GetRequiredService<IndexKeeper>())
            .AddReceiveEndpointObserver<WhenHearingAgain>();
        builder.Services.AddHealthChecks().AddCheck<IndexHealth>("matching-index");
        builder.Services.AddGrpc().AddServiceOptions<MatchmakerService>(
            service => service.MaxReceiveMessageSize = LargestRound);
        builder.AddModule("matching", typeof(Matching).Assembly, temporary: true);
        return builder;
    }

    /// <summary>For a process of its own, whose pools are elsewhere: it lists them before it takes questions.</summary>
    public static void AddListingFirst(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IGroundwork, ListFirst>();

    /// <summary>gRPC for SocialWork; resources and questions over HTTP.</summary>
    public static IEndpointRouteBuilder MapMatching(this IEndpointRouteBuilder app)
    {
        app.MapGrpcService<MatchmakerService>().RequireService()
            .WithMetadata(new RequestSizeLimitAttribute(LargestRound));
        app.MapResources();
        app.MapMatches();
        return app;
    }
}
