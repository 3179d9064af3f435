using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>A reason and how often it was given.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Verdict">For what.</param>
/// <param name="Times">How often.</param>
public sealed record ReasonCount(string Code, Verdict Verdict, int Times);

/// <summary>What people made of the advice of one policy.</summary>
/// <param name="PolicyVersion">The policy.</param>
/// <param name="Confirmed">Invited as advised.</param>
/// <param name="Changed">Somebody else, or another time, instead.</param>
/// <param name="Refused">Nobody.</param>
/// <param name="Reasons">Why, the most frequent first, twenty at most.</param>
public sealed record PolicyDecisions(
    string PolicyVersion, int Confirmed, int Changed, int Refused, IReadOnlyList<ReasonCount> Reasons);

internal static class CountDecisions
{
    private const int MostReasons = 20;

    /// <summary>What linkers of the caller's communities, or of one, made of proposals, policy by policy.</summary>
    public static async Task<Ok<PolicyDecisions[]>> Handle(SocialWorkDb db, Caller caller, string? community)
    {
        var communities = caller.Among(community);
        var counts = await db.Decisions.Where(x => communities.Contains(x.Community))
            .GroupBy(x => new { x.PolicyVersion, x.Verdict, x.Reason })
            .Select(same => new { same.Key.PolicyVersion, same.Key.Verdict, same.Key.Reason, Times = same.Count() })
            .ToListAsync();
        return TypedResults.Ok(counts.GroupBy(x => x.PolicyVersion).OrderBy(x => x.Key, StringComparer.Ordinal)
            .Select(policy =>
            {
                var times = policy.ToLookup(x => x.Verdict, x => x.Times);
                return new PolicyDecisions(
                    policy.Key, times[Verdict.Confirmed].Sum(), times[Verdict.Changed].Sum(), times[Verdict.Refused].Sum(),
                    [
                        .. policy.Where(x => x.Reason is not null)
                            .OrderByDescending(x => x.Times).ThenBy(x => x.Reason, StringComparer.Ordinal).Take(MostReasons)
                            .Select(x => new ReasonCount(x.Reason!, x.Verdict, x.Times)),
                    ]);
            }).ToArray());
    }
}
