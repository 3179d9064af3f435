using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Insights.Indicators;

internal static class IndicatorRoutes
{
    public static void MapIndicators(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/indicators", ReadIndicators.Handle).WithTags("indicators").RequireScope("indicators.read");
}
