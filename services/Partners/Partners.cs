using FiveSocieties.Messaging;
using FiveSocieties.Partners.Clients;
using FiveSocieties.Partners.Organisations;
using FiveSocieties.Partners.Tokens;
using FiveSocieties.Records;

namespace FiveSocieties.Partners;

/// <summary>What this service is made of.</summary>
public static class Partners
{
    public static WebApplicationBuilder AddPartners(this WebApplicationBuilder builder)
    {
        builder.AddRecords();
        builder.AddServiceDb<PartnersDb, PartnersSqlite, PartnersPostgres>("Partners");
        builder.AddModule<PartnersDb>("partners");
        builder.Services.AddSingleton<BootstrapClients>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BootstrapClients>());
        builder.AddIssuer();
        return builder;
    }

    public static void MapPartners(this IEndpointRouteBuilder app)
    {
        app.MapOrganisations();
        app.MapIssuer();
    }
}
