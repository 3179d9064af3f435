using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>A unit joins in.</summary>
/// <param name="Community">12-digit code of its home.</param>
/// <param name="Unit">What is known of it.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record RegisterUnitRequest(string Community, UnitForm Unit, Guid? Id = null);

internal static class RegisterUnit
{
    /// <summary>Enters the unit; there is one for each credit code.</summary>
    public static async Task<Results<Created<UnitView>, ProblemResult>> Handle(
        RegisterUnitRequest request,
        ResidentUnitsDb db,
        Seal seal,
        Caller caller,
        ILogger<ResidentUnitsDb> log,
        HttpContext http)
    {
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        var checks = new Checks();
        request.Unit.Check(checks, caller.Serves);
        if (checks.Failed is { } problem)
            return problem;
        var (id, code) = (request.Id ?? Guid.CreateVersion7(), request.Unit.PlainCode());
        if (await db.Units.AnyAsync(x => x.Id == id))
            return RequestProblems.Exists.At("id");
        if (await db.Units.AnyAsync(x => x.CreditCode == code))
            return RequestProblems.Exists.At("unit.creditCode");

        var unit = new Unit { Id = id, Community = request.Community };
        request.Unit.Fill(unit, seal);
        db.Add(unit);
        await db.SaveChangesAsync();
        log.UnitRegistered(unit.Id, unit.Community);
        Etag.Show(http, unit.Version);
        return TypedResults.Created($"/api/v1/units/{id}", UnitView.Of(unit, seal));
    }
}
