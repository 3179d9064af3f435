using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Partners.Organisations;

/// <summary>What an administrator says of an organisation.</summary>
/// <param name="Name">1 to 120 characters.</param>
/// <param name="Kind">What it is to the platform.</param>
/// <param name="Communities">12-digit codes; each must be one that the caller serves.</param>
/// <param name="Id">UUID version 7, if the caller wants to choose it.</param>
public sealed record OrganisationRequest(
    string Name, OrganisationKind Kind, IReadOnlyList<string> Communities, Guid? Id = null)
{
    internal Checks Check(Caller caller)
    {
        var checks = new Checks()
            .Text("name", Name, Organisation.LongestName)
            .Count("communities", Communities.Count, 1, Organisation.MostCommunities);
        foreach (var (index, community) in Communities.Take(Organisation.MostCommunities).Index())
            checks.Require(caller.Serves(community), $"communities[{index}]", IdentityProblems.ForeignCommunity);
        return checks;
    }
}

internal static class RegisterOrganisation
{
    /// <summary>Registers an organisation that works with the platform.</summary>
    public static async Task<Results<Created<OrganisationView>, ProblemResult>> Handle(
        OrganisationRequest request, PartnersDb db, Caller caller, HttpContext http)
    {
        if (request.Check(caller).Failed is { } problem)
            return problem;
        var organisation = new Organisation
        {
            Id = request.Id ?? Guid.CreateVersion7(),
            Name = request.Name,
            Kind = request.Kind,
        };
        organisation.Serve(request.Communities);
        if (await db.Organisations.AnyAsync(x => x.Id == organisation.Id))
            return RequestProblems.Exists.At("id");

        db.Organisations.Add(organisation);
        await db.SaveChangesAsync();
        Etag.Show(http, organisation.Version);
        return TypedResults.Created($"/api/v1/organisations/{organisation.Id}", OrganisationView.Of(organisation));
    }
}
