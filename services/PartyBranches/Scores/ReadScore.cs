using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>One entry of a member's score.</summary>
/// <param name="Id">The entry.</param>
/// <param name="EngagementId">The engagement it comes from.</param>
/// <param name="WhistleId">The whistle it comes from.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Score">What it adds.</param>
/// <param name="At">When it was entered.</param>
public sealed record ScoreEntryView(
    Guid Id, Guid EngagementId, Guid WhistleId, string Rule, long Score, DateTimeOffset At)
{
    internal static ScoreEntryView Of(ScoreEntry entry) => new(
        entry.Id, entry.EngagementId, entry.WhistleId, entry.Rule, entry.Score, entry.At);
}

/// <summary>A member's score.</summary>
/// <param name="Total">Of all entries, not of this page alone.</param>
/// <param name="Items">The entries.</param>
/// <param name="Next">Give it as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record ScoreView(long Total, IReadOnlyList<ScoreEntryView> Items, Guid? Next);

internal static class ReadScore
{
    /// <summary>One member's entries and their sum, for the branch alone; nothing lists members by score.</summary>
    public static async Task<Results<Ok<ScoreView>, ProblemResult>> Handle(
        Guid id, PartyBranchesDb db, Caller caller, HttpContext http)
    {
        if (!caller.In("branch"))
            return IdentityProblems.NoRole.Plain;
        var community = await db.Members.Where(x => x.Id == id).Select(x => x.Community).SingleOrDefaultAsync();
        if (community is null || !caller.Serves(community))
            return RequestProblems.NotFound.Plain;

        var entries = db.Scores.AsNoTracking().Where(x => x.MemberId == id);
        var total = await entries.SumAsync(x => x.Score);
        var page = await entries.ToPage(http, x => x.Id, ScoreEntryView.Of);
        return TypedResults.Ok(new ScoreView(total, page.Items, page.Next));
    }
}
