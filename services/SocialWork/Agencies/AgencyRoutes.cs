using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.Agencies;

internal static class AgencyRoutes
{
    public static void MapAgencies(this RouteGroupBuilder api)
    {
        var agencies = api.MapGroup("/agencies").WithTags("agencies");
        agencies.MapGet("/", ListAgencies.All).RequireScope("agencies.read");
        agencies.MapGet("/{id:guid}", ListAgencies.One).RequireScope("agencies.read");
        agencies.MapPost("/", RegisterAgency.Handle).RequireScope("agencies.write");
        agencies.MapPut("/{id:guid}", ChangeAgency.Handle).RequireScope("agencies.write");
    }
}
