using FiveSocieties.Community.Communities;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Barriers;

internal static class ReadBarriers
{
    /// <summary>What the community has drawn of what cannot be crossed on foot; without features where it has not.</summary>
    public static async Task<Results<Ok<BarrierCollection>, ProblemResult>> Handle(
        string code, HttpContext http, CommunityDb db, Caller caller)
    {
        if (await db.Find(code, caller) is null)
            return RequestProblems.NotFound.Plain;
        var map = await db.BarrierMaps.AsNoTracking().SingleOrDefaultAsync(x => x.Community == code);
        Etag.Show(http, map?.Version ?? 0);
        return TypedResults.Ok(BarrierCollection.Of(map));
    }
}
