using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>How evenly something is spread: Gini coefficients.</summary>
/// <param name="Before">0 when all have the same, towards 1 when one has all.</param>
/// <param name="After">If everybody who is proposed accepts.</param>
public sealed record EvennessView(double Before, double After);

/// <summary>What a round came to. What it proposes, and why, stands with each linkage.</summary>
/// <param name="Id">The round.</param>
/// <param name="Subdistrict">First nine digits of the codes of its communities.</param>
/// <param name="At">When.</param>
/// <param name="PolicyVersion">By which weights.</param>
/// <param name="Linkages">Linkages that looked for help.</param>
/// <param name="Lines">Their open lines.</param>
/// <param name="Pressing">Units of priority 3 for which somebody is proposed.</param>
/// <param name="General">Units of priority 2.</param>
/// <param name="Complex">Units of priority 1.</param>
/// <param name="Unserved">Units for which nobody is; what they lack stands with their lines.</param>
/// <param name="Cost">All costs together, in seconds on foot or their worth.</param>
/// <param name="Gap">What the answer may be away from the optimum; 0 is exact.</param>
/// <param name="Milliseconds">Time of the solution.</param>
/// <param name="Load">Helpers' minutes of 28 days.</param>
/// <param name="Service">Units served in 28 days, over micro-grids.</param>
public sealed record MatchedRoundView(
    Guid Id,
    string Subdistrict,
    DateTimeOffset At,
    string PolicyVersion,
    int Linkages,
    int Lines,
    int Pressing,
    int General,
    int Complex,
    int Unserved,
    long Cost,
    long Gap,
    double Milliseconds,
    EvennessView Load,
    EvennessView Service)
{
    public static MatchedRoundView Of(MatchedRound x) => new(
        x.Id, x.Subdistrict, x.At, x.PolicyVersion, x.Linkages, x.Lines, x.Pressing, x.General, x.Complex, x.Unserved,
        x.Cost, x.Gap, x.Milliseconds, new(x.LoadBefore, x.LoadAfter), new(x.ServiceBefore, x.ServiceAfter));
}

internal static class ListRounds
{
    /// <summary>The rounds of the sub-districts in which the caller serves a community, or of one community's.</summary>
    public static async Task<Ok<Page<MatchedRoundView>>> Handle(
        SocialWorkDb db, Caller caller, HttpContext http, string? community)
    {
        var subdistricts = caller.Among(community).Select(Linkage.SubdistrictOf).Distinct().ToArray();
        var rounds = db.Rounds.AsNoTracking().Where(x => subdistricts.Contains(x.Subdistrict));
        return TypedResults.Ok(await rounds.ToPage(http, x => x.Id, MatchedRoundView.Of));
    }
}
