using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Agencies;

/// <summary>A social work agency.</summary>
/// <param name="Name">At most 100 characters.</param>
/// <param name="CreditCode">Unified social credit code (GB 32100), 18 characters.</param>
/// <param name="Communities">12-digit codes, 1 to 100.</param>
/// <param name="Id">Made by the client (UUID version 7), so that it may repeat the call.</param>
public sealed record AgencyRequest(
    string Name, string CreditCode, IReadOnlyList<string> Communities, Guid? Id = null);

internal static class RegisterAgency
{
    public static async Task<Results<Created<AgencyView>, ProblemResult>> Handle(
        AgencyRequest request, SocialWorkDb db, Caller caller, HttpContext http)
    {
        var checks = new Checks().Text("name", request.Name, 100)
            .Require(CreditCode.TryParse(request.CreditCode, out var code), "creditCode", Agency.BadCreditCode)
            .Count("communities", request.Communities.Count, 1, 100);
        if (checks.Failed is { } problem)
            return problem;
        if (Foreign(request.Communities, caller) is { } foreign)
            return foreign;
        if (await db.Agencies.AnyAsync(x => x.CreditCode == code || x.Id == request.Id))
            return RequestProblems.Exists.At(request.Id is null ? "creditCode" : null);

        var agency = new Agency
        {
            Id = request.Id ?? Guid.CreateVersion7(),
            Name = request.Name,
            CreditCode = code!,
        };
        agency.Serve(request.Communities);
        db.Add(agency);
        await db.SaveChangesAsync();
        Etag.Show(http, agency.Version);
        return TypedResults.Created($"/api/v1/agencies/{agency.Id}", AgencyView.Of(agency));
    }

    /// <summary>The answer when a community is named that the caller does not serve.</summary>
    internal static ProblemResult? Foreign(IReadOnlyList<string> communities, Caller caller, Agency? known = null)
    {
        var index = communities.Index()
            .Where(entry => entry.Item is null || (!caller.Serves(entry.Item) && known?.Serves(entry.Item) != true))
            .Select(entry => (int?)entry.Index).FirstOrDefault();
        return index is null ? null : IdentityProblems.ForeignCommunity.At($"communities[{index}]");
    }
}
