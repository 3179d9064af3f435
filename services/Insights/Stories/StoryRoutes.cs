using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Insights.Stories;

internal static class StoryRoutes
{
    public static void MapStories(this IEndpointRouteBuilder app)
    {
        var stories = app.MapGroup("/api/v1/stories").WithTags("stories").RequireScope("stories.read");
        stories.MapGet("", ListStories.Handle);
        stories.MapGet("/{whistleId:guid}", ReadStory.Handle);
    }
}
