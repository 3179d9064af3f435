using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;
using FiveSocieties.Matching.Index;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Matching.Resources;

/// <summary>Something that somebody can do.</summary>
/// <param name="Code">For example <c>accompany</c>.</param>
/// <param name="Level">1 (beginner) to 5 (expert).</param>
public sealed record SkillView(string Code, int Level);

/// <summary>A point, WGS 84.</summary>
/// <param name="Longitude">Degrees, rounded to about 50 m.</param>
/// <param name="Latitude">Degrees, rounded to about 50 m.</param>
public sealed record PlaceView(double Longitude, double Latitude);

/// <summary>A resource as partners may see it: nothing that tells who it is.</summary>
/// <param name="Id">By its owner's id.</param>
/// <param name="Society">Its owner; only for clients of that society, for the others a helper is a helper.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Skills">What it can do.</param>
/// <param name="Place">About where it starts from.</param>
/// <param name="Kind">A person, or a kind of thing.</param>
/// <param name="Size">Of a thing: seats, pieces or fen that are left, people served in a slot; 0 for people.</param>
public sealed record ResourceView(
    Guid Id, Society? Society, string Community, IReadOnlyList<SkillView> Skills, PlaceView Place, NeedKind Kind,
    long Size);

internal static class ListResources
{
    private const int StepsPerDegree = 2000;

    /// <summary>What there is in the caller's communities, in the order of ids.</summary>
    public static Results<Ok<Page<ResourceView>>, ProblemResult> Handle(
        string? community, string? skill, ResourceIndex index, HttpContext http, Caller caller)
    {
        if (community is not null && !caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");
        string[] communities = community is null ? [.. caller.Communities.Distinct()] : [community];
        var now = index.Now;
        return TypedResults.Ok(communities.Select(District.CodeOf).Distinct()
            .SelectMany(code => now.District(code).Helpers)
            .Select(helper => helper.Hat)
            .Where(hat => communities.Contains(hat.Community)
                && (skill is null || hat.Skills.Any(own => own.Skill == skill)))
            .ToPage(http, hat => hat.Id, hat => View(hat, http)));
    }

    private static ResourceView View(Hat hat, HttpContext http) => new(
        hat.Id,
        http.User.HasClaim("societies", $"{(Society)hat.Owner}") ? (Society)hat.Owner : null,
        hat.Community,
        [.. hat.Skills.Select(own => new SkillView(own.Skill, own.Level))],
        new(Round(hat.Place.Longitude), Round(hat.Place.Latitude)),
        (NeedKind)hat.Kind,
        hat.Size);

    private static double Round(double degrees) => Math.Round(degrees * StepsPerDegree) / StepsPerDegree;
}
