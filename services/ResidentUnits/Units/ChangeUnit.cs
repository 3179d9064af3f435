using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>The unit as it is to be.</summary>
/// <param name="Unit">All of it.</param>
public sealed record ChangeUnitRequest(UnitForm Unit);

internal static class ChangeUnit
{
    /// <summary>Replaces what is known; by a client of the unit's home community.</summary>
    public static async Task<Results<Ok<UnitView>, ProblemResult>> Handle(
        Guid id, ChangeUnitRequest request, ResidentUnitsDb db, Seal seal, Caller caller, HttpContext http)
    {
        var unit = await db.Units.SingleOrDefaultAsync(x => x.Id == id);
        if (unit is null || !caller.Serves(unit.Community))
            return RequestProblems.NotFound.Plain;
        var checks = new Checks();
        request.Unit.Check(checks, code => caller.Serves(code) || unit.IsServing(code));
        if (checks.Failed is { } problem)
            return problem;
        if (Etag.Guard(http, unit.Version) is { } outdated)
            return outdated;
        var code = request.Unit.PlainCode();
        if (await db.Units.AnyAsync(x => x.CreditCode == code && x.Id != id))
            return RequestProblems.Exists.At("unit.creditCode");

        request.Unit.Fill(unit, seal);
        await db.SaveChangesAsync();
        Etag.Show(http, unit.Version);
        return TypedResults.Ok(UnitView.Of(unit, seal));
    }
}
