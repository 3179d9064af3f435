using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

internal static class ListAgreements
{
    /// <summary>The agreements of a unit in the caller's communities.</summary>
    public static async Task<Ok<Page<AgreementView>>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http, AgreementState? state)
    {
        var communities = caller.Communities;
        var agreements = db.Agreements.AsNoTracking().Where(x => x.UnitId == id
            && communities.Contains(x.Community) && (state == null || x.State == state));
        return TypedResults.Ok(await agreements.ToPage(http, x => x.Id, AgreementView.Of));
    }
}

internal static class ReadAgreement
{
    /// <summary>One agreement with its three lists.</summary>
    public static async Task<Results<Ok<AgreementView>, ProblemResult>> Handle(
        Guid id, Guid agreementId, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        if (await db.FindAgreement(id, agreementId, caller) is not { } agreement)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, agreement.Version);
        return TypedResults.Ok(AgreementView.Of(agreement));
    }
}
