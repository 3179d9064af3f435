using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Partners.Organisations;

/// <summary>
/// Changes the whole of an organisation. Communities that the caller does not serve can be neither added nor taken
/// away; one that a client still serves cannot be taken away either.
/// </summary>
internal static class ChangeOrganisation
{
    public static async Task<Results<Ok<OrganisationView>, ProblemResult>> Handle(
        Guid id, OrganisationRequest request, PartnersDb db, Caller caller, HttpContext http)
    {
        var organisation = await db.SeenBy(caller).Include(x => x.Clients).SingleOrDefaultAsync(x => x.Id == id);
        if (organisation is null)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, organisation.Version) is { } outdated)
            return outdated;
        var checks = request.Check(caller).Require(request.Id is null || request.Id == id, "id", RequestProblems.Exists);
        foreach (var given in organisation.Communities.Except(request.Communities))
        {
            checks.Require(caller.Serves(given), "communities", IdentityProblems.ForeignCommunity);
            checks.Require(!organisation.Clients.Exists(client => client.Communities.Contains(given)),
                "communities", Organisation.CommunityInUse);
        }

        if (checks.Failed is { } problem)
            return problem;
        (organisation.Name, organisation.Kind) = (request.Name, request.Kind);
        organisation.Serve(request.Communities);
        await db.SaveChangesAsync();
        Etag.Show(http, organisation.Version);
        return TypedResults.Ok(OrganisationView.Of(organisation));
    }
}
