using FiveSocieties.Messaging;
using FiveSocieties.Partners.Clients;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Partners.Organisations;

internal static class OrganisationRoutes
{
    public static void MapOrganisations(this IEndpointRouteBuilder app)
    {
        var organisations = app.MapGroup("/api/v1/organisations").WithTags("organisations")
            .WithKeptAnswers<PartnersDb>();

        var read = organisations.MapGroup("").RequireScope("organisations.read");
        read.MapGet("", ReadOrganisation.All);
        read.MapGet("/{id:guid}", ReadOrganisation.One);
        read.MapGet("/{id:guid}/clients", ReadClients.All);
        read.MapGet("/{id:guid}/clients/{clientId}", ReadClients.One);

        var write = organisations.MapGroup("").RequireScope("organisations.write");
        write.MapPost("", RegisterOrganisation.Handle);
        write.MapPut("/{id:guid}", ChangeOrganisation.Handle);
        write.MapPost("/{id:guid}/clients", CreateClient.Handle).WithSecretShownOnce();
        write.MapDelete("/{id:guid}/clients/{clientId}", RevokeClient.Handle);
    }
}
