using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Stations;

/// <summary>A station.</summary>
/// <param name="Id">The station.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Kind">Centre, station or point.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Place">Where it is.</param>
public sealed record StationView(Guid Id, string Community, StationKind Kind, string Name, Position Place)
{
    public static StationView Of(Station station) =>
        new(station.Id, station.Community, station.Kind, station.Name, station.Place);
}

internal static class ListStations
{
    /// <summary>The stations of the caller's communities, of all kinds or one.</summary>
    public static async Task<Ok<Page<StationView>>> All(
        StationKind? kind, HttpContext http, CommunityDb db, Caller caller)
    {
        var communities = caller.Communities;
        var stations = db.Stations.AsNoTracking()
            .Where(x => communities.Contains(x.Community) && (kind == null || x.Kind == kind));
        return TypedResults.Ok(await stations.ToPage(http, x => x.Id, StationView.Of));
    }

    /// <summary>One station.</summary>
    public static async Task<Results<Ok<StationView>, ProblemResult>> One(
        Guid id, HttpContext http, CommunityDb db, Caller caller)
    {
        if (await db.FindStation(id, caller) is not { } station)
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, station.Version);
        return TypedResults.Ok(StationView.Of(station));
    }

    /// <summary>The station if the caller serves its community.</summary>
    internal static async Task<Station?> FindStation(this CommunityDb db, Guid id, Caller caller) =>
        await db.Stations.SingleOrDefaultAsync(x => x.Id == id) is { } station && caller.Serves(station.Community)
            ? station
            : null;
}
