using FiveSocieties.Events;
using FiveSocieties.Records;
using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Engagements;

/// <summary>A society whose people can be asked.</summary>
public static class Engagements
{
    /// <summary>The database as the society's, the sweep of its invitations, the clients of a brief.</summary>
    public static WebApplicationBuilder AddSociety<TDb>(this WebApplicationBuilder builder, Society society)
        where TDb : SocietyDb
    {
        builder.AddRecords();
        builder.Services.TryAddSingleton<PersonalData>();
        builder.Services.TryAddSingleton<Pool>();
        builder.Services.AddKeyedScoped<SocietyDb>(society, (services, _) => services.GetRequiredService<TDb>());
        builder.Services.AddOptions<EngagementOptions>().BindConfiguration(EngagementOptions.Section)
            .Validate(options => options.IsSound, EngagementOptions.Unsound)
            .ValidateOnStart();
        builder.Services.AddDueRows<TDb, SweepEngagements<TDb>>(TimeSpan.FromSeconds(1));
        if (builder.Services.All(service => service.ServiceType != typeof(WhistleBriefs.WhistleBriefsClient)))
            builder.AddServiceClient<WhistleBriefs.WhistleBriefsClient>("Community")
                .AddServiceClient<ResidentContacts.ResidentContactsClient>("ResidentUnits");
        return builder;
    }

    /// <summary>The pool that Matching reads; mapped once, however many societies live in the process.</summary>
    public static void MapResourcePool(this IEndpointRouteBuilder app)
    {
        var pool = app.ServiceProvider.GetRequiredService<Pool>();
        if (!pool.IsMapped)
            app.MapGrpcService<PoolService>().RequireService();
        pool.IsMapped = true;
    }

    private sealed class Pool
    {
        public bool IsMapped { get; set; }
    }
}
