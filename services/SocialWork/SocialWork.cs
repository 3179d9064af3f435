using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.SocialWork.Agencies;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.SocialWork.SocialWorkers;
using FiveSocieties.Storage;

namespace FiveSocieties.SocialWork;

/// <summary>What SocialWork is made of: agencies, social workers, and the linkages that they hold together.</summary>
public static class SocialWork
{
    /// <summary>Database, consumers, the two sweeps that look for help, and the services they ask.</summary>
    public static WebApplicationBuilder AddSocialWork(this WebApplicationBuilder builder)
    {
        builder.AddServiceDb<SocialWorkDb, SocialWorkSqlite, SocialWorkPostgres>("SocialWork");
        builder.AddModule<SocialWorkDb>("social-work");
        builder.AddSociety<SocialWorkDb>(Society.SocialWork);
        builder.AddServiceClient<Matchmaker.MatchmakerClient>("Matching");
        builder.AddServiceClient<Territory.TerritoryClient>("Community");
        builder.Services.AddOptions<LinkageOptions>().BindConfiguration(LinkageOptions.Section)
            .Validate(options => options.IsSound, "Linkage: a time, factor, hour or weight is out of its range.")
            .ValidateOnStart();
        builder.Services.AddDueRows<SocialWorkDb, LookForHelp>(TimeSpan.FromSeconds(1), wakeOnCommit: true);
        builder.Services.AddSweep<SocialWorkDb, MatchInRounds>(TimeSpan.FromSeconds(1), wakeOnCommit: true);
        return builder;
    }

    /// <summary>The nouns of SocialWork, and its people for Matching.</summary>
    public static IEndpointRouteBuilder MapSocialWork(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithKeptAnswers<SocialWorkDb>();
        api.MapAgencies();
        api.MapSocialWorkers();
        api.MapLinkages();
        app.MapResourcePool();
        return app;
    }
}
