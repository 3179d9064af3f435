using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Partners.Organisations;

/// <summary>An organisation as its administrators see it.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Name">As it calls itself.</param>
/// <param name="Kind">What it is to the platform.</param>
/// <param name="Communities">12-digit codes of the communities that it serves.</param>
public sealed record OrganisationView(
    Guid Id, string Name, OrganisationKind Kind, IReadOnlyList<string> Communities)
{
    internal static OrganisationView Of(Organisation organisation) => new(
        organisation.Id, organisation.Name, organisation.Kind, organisation.Communities);
}

internal static class ReadOrganisation
{
    /// <summary>The organisations that share a community with the caller.</summary>
    public static async Task<Ok<Page<OrganisationView>>> All(PartnersDb db, Caller caller, HttpContext http) =>
        TypedResults.Ok(await db.SeenBy(caller).AsNoTracking()
            .ToPage(http, organisation => organisation.Id, OrganisationView.Of));

    /// <summary>One organisation.</summary>
    public static async Task<Results<Ok<OrganisationView>, ProblemResult>> One(
        Guid id, PartnersDb db, Caller caller, HttpContext http)
    {
        if (await db.SeenBy(caller).AsNoTracking().SingleOrDefaultAsync(x => x.Id == id) is not { } organisation)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, organisation.Version);
        return TypedResults.Ok(OrganisationView.Of(organisation));
    }

    /// <summary>An organisation is seen by whoever serves one of its communities.</summary>
    public static IQueryable<Organisation> SeenBy(this PartnersDb db, Caller caller)
    {
        var mine = caller.Communities;
        return db.Organisations.Include(organisation => organisation.Serves)
            .Where(organisation => organisation.Serves.Any(service => mine.Contains(service.Community)));
    }
}
