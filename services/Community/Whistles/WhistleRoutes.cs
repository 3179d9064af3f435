using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Whistles;

internal static class WhistleRoutes
{
    public static void MapWhistles(this IEndpointRouteBuilder app)
    {
        var whistles = app.MapGroup("/api/v1/whistles").WithTags("whistles").WithKeptAnswers<CommunityDb>();

        var read = whistles.MapGroup("").RequireScope("whistles.read");
        read.MapGet("/", ListWhistles.All);
        read.MapGet("/{id:guid}", ListWhistles.One);
        read.MapGet("/{id:guid}/description", ReadDescription.Handle);
        read.MapGet("/{id:guid}/receipts", ListReceipts.Handle);

        var write = whistles.MapGroup("").RequireScope("whistles.write");
        write.MapPost("/", RaiseWhistle.Handle);
        write.MapPost("/{id:guid}/blow", BlowWhistle.Handle);
        write.MapPost("/{id:guid}/answer", AnswerWhistle.Handle);
    }
}
