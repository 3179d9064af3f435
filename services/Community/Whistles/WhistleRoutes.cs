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
        read.MapGet("/deferred", ListDeferred.Handle);
        read.MapGet("/{id:guid}", ListWhistles.One);
        read.MapGet("/{id:guid}/description", ReadDescription.Handle);
        read.MapGet("/{id:guid}/receipts", ListReceipts.Handle);
        read.MapGet("/{id:guid}/duplicates", SuggestDuplicates.Handle);

        var write = whistles.MapGroup("").RequireScope("whistles.write");
        write.MapPost("/", RaiseWhistle.Handle);
        write.MapPost("/{id:guid}/blow", BlowWhistle.Handle);
        write.MapPost("/{id:guid}/mark-duplicate", MarkDuplicate.Handle);
        write.MapPost("/{id:guid}/not-ours", DisownWhistle.Handle);
        write.MapPost("/{id:guid}/withdraw", WithdrawWhistle.Handle);
        write.MapPost("/{id:guid}/pause", PauseWhistle.Stop);
        write.MapPost("/{id:guid}/resume", PauseWhistle.Resume);
        write.MapPost("/{id:guid}/answer", AnswerWhistle.Handle);
        write.MapPost("/{id:guid}/defer", DeferWhistle.Handle);
        write.MapPost("/{id:guid}/give-up", GiveUpWhistle.Handle);
    }
}
