using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.ResidentUnits;

internal static class EndAgreement
{
    /// <summary>It is over, in time or before.</summary>
    public static async Task<Results<Ok<AgreementView>, ProblemResult>> Handle(
        Guid id, Guid agreementId, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        if (await db.FindAgreement(id, agreementId, caller) is not { } agreement)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, agreement.Version) is { } outdated)
            return outdated;

        agreement.End(db.Now);
        return await db.Saved(agreement, http);
    }
}
