using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.ResidentUnits;

internal static class SignAgreement
{
    /// <summary>Both have signed: what is agreed stays.</summary>
    public static async Task<Results<Ok<AgreementView>, ProblemResult>> Handle(
        Guid id, Guid agreementId, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        if (await db.FindAgreement(id, agreementId, caller) is not { } agreement)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, agreement.Version) is { } outdated)
            return outdated;

        agreement.Sign(db.Now);
        db.Publish(agreement, new AgreementSigned(agreement.Id, id));
        return await db.Saved(agreement, http);
    }
}
