using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>The agreement as it is to be.</summary>
/// <param name="Agreement">All of it.</param>
public sealed record ChangeAgreementRequest(AgreementForm Agreement);

internal static class ChangeAgreement
{
    /// <summary>Replaces a draft; of a signed one the projects and targets.</summary>
    public static async Task<Results<Ok<AgreementView>, ProblemResult>> Handle(
        Guid id, Guid agreementId, ChangeAgreementRequest request, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var checks = new Checks();
        await db.Check(checks, request.Agreement, id);
        if (checks.Failed is { } problem)
            return problem;
        if (await db.FindAgreement(id, agreementId, caller) is not { } agreement)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, agreement.Version) is { } outdated)
            return outdated;

        agreement.Change(request.Agreement);
        return await db.Saved(agreement, http);
    }

    /// <summary>The agreement of this unit, in one of the caller's communities.</summary>
    internal static async Task<Agreement?> FindAgreement(
        this ResidentUnitsDb db, Guid id, Guid agreementId, Caller caller) =>
        await db.Agreements.SingleOrDefaultAsync(x => x.Id == agreementId && x.UnitId == id) is { } agreement
            && caller.Serves(agreement.Community) ? agreement : null;

    internal static async Task<Ok<AgreementView>> Saved(this ResidentUnitsDb db, Agreement agreement, HttpContext http)
    {
        await db.SaveChangesAsync();
        Etag.Show(http, agreement.Version);
        return TypedResults.Ok(AgreementView.Of(agreement));
    }
}
