using System.Text.Json.Serialization;
using FiveSocieties.Community.Communities;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Barriers;

/// <summary>
/// What cannot be crossed on foot, and where one can all the same, as GeoJSON (RFC 7946, 3.3); other members are passed
/// over.
/// </summary>
/// <param name="Type">Always <c>FeatureCollection</c>.</param>
/// <param name="Features">Up to 100, with up to 200 positions in all.</param>
/// <example>
/// {"type": "FeatureCollection", "features": [
/// {"type": "Feature", "properties": {"kind": "river"},
/// "geometry": {"type": "LineString", "coordinates": [[104.0601, 30.6502], [104.0612, 30.6589], [104.0598, 30.6691]]}},
/// {"type": "Feature", "properties": {"kind": "gate"},
/// "geometry": {"type": "LineString", "coordinates": [[104.0607, 30.6571], [104.0613, 30.657]]}}]}
/// </example>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record BarrierCollection(string Type, IReadOnlyList<GeoFeature> Features)
{
    public static BarrierCollection Of(BarrierMap? map) =>
        new("FeatureCollection", [.. (map?.Barriers ?? []).Select(GeoFeature.Of)]);
}

internal static class DrawBarriers
{
    /// <summary>Degrees of latitude; about 5 km.</summary>
    private const double Near = 0.045;

    private static readonly Problem NoCollection = new(
        "barrier.no-collection", 422, "A GeoJSON FeatureCollection is needed.", "需要 GeoJSON FeatureCollection。");

    /// <summary>
    /// Draws the barriers of a community, in place of what was there. Whoever is matched from then on walks around them.
    /// </summary>
    public static async Task<Results<Ok<BarrierCollection>, ProblemResult>> Handle(
        string code,
        BarrierCollection request,
        HttpContext http,
        CommunityDb db,
        Caller caller,
        ILogger<BarrierMap> log)
    {
        var checks = new Checks();
        var barriers = Read(checks, request);
        if (checks.Failed is { } problem)
            return problem;
        if (await db.Find(code, caller) is not { } area)
            return RequestProblems.NotFound.Plain;
        var known = await db.BarrierMaps.SingleOrDefaultAsync(x => x.Community == code);
        if (Etag.Guard(http, known?.Version ?? 0) is { } outdated)
            return outdated;
        if (Misplaced(checks, area, barriers).Failed is { } misplaced)
            return misplaced;

        var map = known ?? db.Add(new BarrierMap(Guid.CreateVersion7(), code)).Entity;
        map.Draw(barriers);
        db.Publish(area, new GridChanged(code));
        await db.SaveChangesAsync();
        log.BarriersDrawn(code, barriers.Count, map.Version);
        Etag.Show(http, map.Version);
        return TypedResults.Ok(BarrierCollection.Of(map));
    }

    private static List<BarrierFeature> Read(Checks checks, BarrierCollection request)
    {
        List<BarrierFeature> barriers = [];
        checks.Require(request.Type == "FeatureCollection", "type", NoCollection)
            .Count("features", request.Features.Count, 0, BarrierMap.MostFeatures);
        foreach (var (index, feature) in request.Features.Take(BarrierMap.MostFeatures).Index())
            if (feature is null)
                checks.Require(false, $"features[{index}]", RequestProblems.MissingField);
            else if (feature.Read(checks, $"features[{index}]") is { } barrier)
                barriers.Add(barrier);
        checks.Count("features", barriers.Sum(barrier => barrier.Places.Count), 0, BarrierMap.MostPositions);
        return barriers;
    }

    private static Checks Misplaced(Checks checks, CommunityArea area, List<BarrierFeature> barriers)
    {
        var around = area.Boundary.EnvelopeInternal.Copy();
        around.ExpandBy(Near / Math.Cos(around.Centre.Y * Math.PI / 180), Near);
        var lines = barriers.Where(barrier => barrier.IsLine).ToList();
        foreach (var (index, barrier) in barriers.Index())
        {
            var isNear = barrier.Places.All(place => around.Contains(place.Longitude, place.Latitude));
            checks.Require(isNear, $"features[{index}].geometry", BarrierMap.Outside)
                .Require(
                    barrier.Shape != BarrierShape.Point || Door.Through(lines, barrier.Places[0]) is not null,
                    $"features[{index}].geometry", BarrierMap.GateAlone);
        }

        return checks;
    }
}
