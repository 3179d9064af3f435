using FiveSocieties.Community.Communities;
using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Stations;

/// <summary>A new station.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Kind">Centre, station or point.</param>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Place">Inside the community.</param>
/// <param name="Id">Made by the client (version 7), so that it may repeat the call.</param>
public sealed record CreateStationRequest(
    string Community, StationKind Kind, string Name, Position Place, Guid? Id = null);

/// <summary>What can change of a station.</summary>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Place">Inside the community.</param>
public sealed record ChangeStationRequest(string Name, Position Place);

internal static class PlaceStation
{
    /// <summary>Places a station in a micro-grid of its community.</summary>
    public static async Task<Results<Created<StationView>, ProblemResult>> Create(
        CreateStationRequest request, HttpContext http, CommunityDb db, Caller caller, ILogger<Station> log)
    {
        var checks = new Checks().Text("name", request.Name, 80);
        request.Place.Check(checks, "place");
        if (checks.Failed is { } problem)
            return problem;
        if (!caller.Serves(request.Community))
            return IdentityProblems.ForeignCommunity.At("community");
        if (await db.Find(request.Community, caller) is not { } area || !area.Holds(request.Place))
            return Station.Outside.At("place");
        if (request.Id is { } wanted && await db.Stations.AnyAsync(x => x.Id == wanted))
            return RequestProblems.Exists.At("id");

        var id = request.Id ?? Guid.CreateVersion7();
        var station = new Station(id, area.Community, request.Kind, request.Name, request.Place);
        db.Add(station);
        await db.SaveChangesAsync();
        log.StationPlaced(station.Id, station.Community);
        Etag.Show(http, station.Version);
        return TypedResults.Created($"/api/v1/stations/{station.Id}", StationView.Of(station));
    }

    public static async Task<Results<Ok<StationView>, ProblemResult>> Change(
        Guid id, ChangeStationRequest request, HttpContext http, CommunityDb db, Caller caller, ILogger<Station> log)
    {
        var checks = new Checks().Text("name", request.Name, 80);
        request.Place.Check(checks, "place");
        if (checks.Failed is { } problem)
            return problem;
        if (await db.FindStation(id, caller) is not { } station)
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, station.Version) is { } outdated)
            return outdated;
        if (await db.Find(station.Community, caller) is not { } area || !area.Holds(request.Place))
            return Station.Outside.At("place");

        station.Change(request.Name, request.Place);
        await db.SaveChangesAsync();
        log.StationPlaced(station.Id, station.Community);
        Etag.Show(http, station.Version);
        return TypedResults.Ok(StationView.Of(station));
    }
}
