using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>A unit and a community want to build something together.</summary>
/// <param name="Community">One of the communities that the unit serves.</param>
/// <param name="Agreement">What is to be agreed.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record DraftAgreementRequest(string Community, AgreementForm Agreement, Guid? Id = null);

internal static class DraftAgreement
{
    public static readonly Problem NoThing = new(
        "agreement.no-thing", 422, "The unit offers no such thing.", "该单位未提供此资源。");

    /// <summary>Enters a draft, which may change until it is signed.</summary>
    public static async Task<Results<Created<AgreementView>, ProblemResult>> Handle(
        Guid id, DraftAgreementRequest request, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        if (unit is null || !caller.Communities.Any(unit.IsServing))
            return RequestProblems.NotFound.Plain;
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        var checks = new Checks().Require(unit.IsServing(request.Community), "community", Unit.NotServed);
        await db.Check(checks, request.Agreement, id);
        if (checks.Failed is { } problem)
            return problem;
        var agreementId = request.Id ?? Guid.CreateVersion7();
        if (await db.Agreements.AnyAsync(x => x.Id == agreementId))
            return RequestProblems.Exists.At("id");

        var agreement = new Agreement { Id = agreementId, Community = request.Community, UnitId = id };
        agreement.Change(request.Agreement);
        db.Add(agreement);
        await db.SaveChangesAsync();
        Etag.Show(http, agreement.Version);
        return TypedResults.Created($"/api/v1/units/{id}/agreements/{agreementId}", AgreementView.Of(agreement));
    }

    /// <summary>Adds what is wrong with the form, also that the unit does not offer what it names.</summary>
    internal static async Task Check(this ResidentUnitsDb db, Checks checks, AgreementForm form, Guid unitId)
    {
        form.Check(checks);
        var named = form.Resources.Take(50).Select(x => x?.ThingId).OfType<Guid>().ToList();
        var known = await db.Things.Where(x => x.AnsweredById == unitId && named.Contains(x.Id))
            .Select(x => x.Id).ToListAsync();
        foreach (var (index, resource) in form.Resources.Take(50).Index())
            checks.Require(
                resource?.ThingId is not { } thing || known.Contains(thing), $"agreement.resources[{index}].thingId",
                NoThing);
    }
}
