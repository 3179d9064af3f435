using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Match now instead of at the next round.</summary>
/// <param name="Community">12-digit code; its whole sub-district is matched, since lines share their helpers.</param>
public sealed record RoundCall(string Community);

/// <summary>What the round will be about.</summary>
/// <param name="Linkages">General and complex linkages of the sub-district that still look for help.</param>
public sealed record RoundView(int Linkages);

internal static class CallRound
{
    /// <summary>Calls a round of matching now. It runs beside the request: its proposals appear within seconds.</summary>
    public static async Task<Results<Accepted<RoundView>, ProblemResult>> Handle(
        RoundCall request, SocialWorkDb db, Caller caller)
    {
        if (!caller.In("linker"))
            return IdentityProblems.NoRole.Plain;
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");

        var subdistrict = Linkage.SubdistrictOf(request.Community);
        var linkages = await db.Linkages.Where(x => x.Subdistrict == subdistrict && x.InRounds && x.NextLookAt != null)
            .ToListAsync();
        linkages.ForEach(linkage => linkage.AwaitRound(db.Now));
        await db.SaveChangesAsync();
        return TypedResults.Accepted((string?)null, new RoundView(linkages.Count));
    }
}
