using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Volunteers;

/// <summary>One entry of a volunteer's record.</summary>
/// <param name="Id">The entry.</param>
/// <param name="EngagementId">The engagement it comes from.</param>
/// <param name="WhistleId">The whistle it comes from.</param>
/// <param name="Minutes">Minutes of service.</param>
/// <param name="Evidence">What stands behind the minutes.</param>
/// <param name="At">When the service ended.</param>
public sealed record HoursEntryView(
    Guid Id, Guid EngagementId, Guid WhistleId, int Minutes, Evidence Evidence, DateTimeOffset At)
{
    internal static HoursEntryView Of(HoursEntry entry) => new(
        entry.Id, entry.EngagementId, entry.WhistleId, entry.Minutes, entry.Evidence, entry.At);
}

/// <summary>A volunteer's hours.</summary>
/// <param name="TotalMinutes">Of all entries, not of this page alone.</param>
/// <param name="Items">The entries.</param>
/// <param name="Next">Give it as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record HoursView(long TotalMinutes, IReadOnlyList<HoursEntryView> Items, Guid? Next);

internal static class ReadHours
{
    /// <summary>The entries, oldest first, and their sum.</summary>
    public static async Task<Results<Ok<HoursView>, ProblemResult>> Handle(
        Guid id, VolunteersDb db, Caller caller, HttpContext http)
    {
        var community = await db.Volunteers.Where(x => x.Id == id).Select(x => x.Community).SingleOrDefaultAsync();
        if (community is null || !caller.Serves(community))
            return RequestProblems.NotFound.Plain;

        var entries = db.Hours.AsNoTracking().Where(x => x.VolunteerId == id);
        var total = await entries.SumAsync(x => (long)x.Minutes);
        var page = await entries.ToPage(http, x => x.Id, HoursEntryView.Of);
        return TypedResults.Ok(new HoursView(total, page.Items, page.Next));
    }
}
