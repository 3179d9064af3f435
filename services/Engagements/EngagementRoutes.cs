using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Engagements;

/// <summary>The same below <c>/members</c>, <c>/volunteers</c>, <c>/units</c> and <c>/social-workers</c>.</summary>
public static class EngagementRoutes
{
    /// <param name="noun">The group of the noun whose ids answer for engagements.</param>
    /// <param name="society">Whose database the routes work on.</param>
    public static void MapEngagements(this RouteGroupBuilder noun, Society society)
    {
        var read = noun.Of(society, "engagements.read");
        read.MapGet("/engagements", ListEngagements.All);
        read.MapGet("/{id:guid}/engagements", ListEngagements.OfOne);
        read.MapGet("/{id:guid}/engagements/{engagementId:guid}", ListEngagements.One);
        read.MapGet("/{id:guid}/engagements/{engagementId:guid}/brief", ReadBrief.Handle);

        var write = noun.Of(society, "engagements.write");
        write.MapPost("/{id:guid}/engagements/{engagementId:guid}/accept", AnswerInvitation.Accept);
        write.MapPost("/{id:guid}/engagements/{engagementId:guid}/decline", AnswerInvitation.Decline);
        write.MapPost("/{id:guid}/engagements/{engagementId:guid}/start", ServeEngagement.Start);
        write.MapPost("/{id:guid}/engagements/{engagementId:guid}/finish", ServeEngagement.Finish);
    }

    /// <summary>A group of routes that work on the database of one society.</summary>
    public static RouteGroupBuilder Of(this RouteGroupBuilder noun, Society society, string scope) =>
        noun.MapGroup("").WithMetadata(new OfSociety(society)).RequireScope(scope);

    /// <summary>The database of the society whose route was called.</summary>
    public static SocietyDb SocietyDb(this HttpContext http) =>
        http.RequestServices.GetRequiredKeyedService<SocietyDb>(
            http.GetEndpoint()!.Metadata.GetRequiredMetadata<OfSociety>().Society);

    private sealed record OfSociety(Society Society);
}
