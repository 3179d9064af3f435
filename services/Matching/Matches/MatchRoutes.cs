using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace FiveSocieties.Matching.Matches;

internal static class MatchRoutes
{
    public static void MapMatches(this IEndpointRouteBuilder app)
    {
        var matches = app.MapGroup("/api/v1/matches").WithTags("matches").RequireScope("matches.read");
        matches.MapPost("/single", AskMatches.Single);
        matches.MapPost("/round", AskMatches.Round).WithMetadata(new RequestSizeLimitAttribute(WhatIf.LargestBody));
        matches.MapPost("/explain", AskMatches.Explain);
        matches.MapPost("/resource", AskMatches.Resource);
        matches.MapPost("/what-if", WhatIf.Handle).WithMetadata(new RequestSizeLimitAttribute(WhatIf.LargestBody));
    }
}
