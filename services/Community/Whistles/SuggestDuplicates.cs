using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Whistles;

internal static class SuggestDuplicates
{
    private static readonly WhistleState[] Over = [.. WhistleMoves.Over];

    /// <summary>
    /// Whistles that may tell the same need: of the same micro-grid and class, and still open. A person decides.
    /// </summary>
    public static async Task<Results<Ok<Page<WhistleView>>, ProblemResult>> Handle(
        Guid id, HttpContext http, CommunityDb db, Caller caller)
    {
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        var alike = db.Whistles.AsNoTracking().Where(x => x.MicroGridId == whistle.MicroGridId
            && x.Class == whistle.Class && x.Id != id && !Over.Contains(x.State));
        return TypedResults.Ok(await alike.ToPage(http, x => x.Id, WhistleView.Of));
    }
}
