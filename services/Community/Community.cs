using FiveSocieties.Community.Barriers;
using FiveSocieties.Community.Communities;
using FiveSocieties.Community.Grids;
using FiveSocieties.Community.Stations;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Messaging;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

namespace FiveSocieties.Community;

/// <summary>What the service Community is made of: the territory, and the whistles blown in it.</summary>
public static class Community
{
    /// <summary>Database, consumers, clocks and their sweep.</summary>
    public static WebApplicationBuilder AddCommunity(this WebApplicationBuilder builder)
    {
        builder.AddRecords();
        builder.AddServiceDb<CommunityDb, CommunitySqlite, CommunityPostgres>("Community");
        builder.AddModule<CommunityDb>("community");
        builder.Services.AddOptions<WhistleOptions>().BindConfiguration(WhistleOptions.Section)
            .Validate(options => options.IsSound, WhistleOptions.Unsound)
            .ValidateOnStart();
        builder.Services.AddDueRows<CommunityDb, SweepWhistles>(TimeSpan.FromSeconds(1));
        return builder;
    }

    /// <summary>The nouns over HTTP, and what other services may ask over gRPC.</summary>
    public static IEndpointRouteBuilder MapCommunity(this IEndpointRouteBuilder app)
    {
        app.MapCommunities();
        app.MapGrids();
        app.MapBarriers();
        app.MapStations();
        app.MapWhistles();
        app.MapWorkCalendar();
        app.MapGrpcService<TerritoryService>().RequireService();
        app.MapGrpcService<BriefService>().RequireService();
        return app;
    }
}
