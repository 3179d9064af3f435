using FiveSocieties.Community.Whistles;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.WorkCalendars;

internal static class ReadWorkYear
{
    /// <summary>The work calendar of a year as it was imported; 404 when the settings stand for it.</summary>
    public static async Task<Results<Ok<WorkYearView>, ProblemResult>> Handle(
        int year, HttpContext http, CommunityDb db)
    {
        if (await db.WorkYears.AsNoTracking().SingleOrDefaultAsync(x => x.Year == year) is not { } known)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, known.Version);
        return TypedResults.Ok(WorkYearView.Of(known));
    }

    /// <summary>The clocks on the calendar as it stands now: it is read each time, so all replicas go by the same.</summary>
    public static async Task<WhistleClocks> Clocks(
        this CommunityDb db, WhistleOptions options, CancellationToken cancel = default) =>
        new(options, new(await db.WorkYears.AsNoTracking().ToListAsync(cancel), options.Holidays, options.MakeUpDays));
}
