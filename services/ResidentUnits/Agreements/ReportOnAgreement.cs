using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.ResidentUnits;

internal static class ReportOnAgreement
{
    /// <summary>The quarterly feedback, once for each quarter.</summary>
    public static async Task<Results<Ok<AgreementView>, ProblemResult>> Handle(
        Guid id, Guid agreementId, QuarterlyFeedback request, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var checks = new Checks();
        AgreementForm.Check(checks, request);
        if (checks.Failed is { } problem)
            return problem;
        if (await db.FindAgreement(id, agreementId, caller) is not { } agreement)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, agreement.Version) is { } outdated)
            return outdated;

        agreement.Report(request);
        return await db.Saved(agreement, http);
    }
}
