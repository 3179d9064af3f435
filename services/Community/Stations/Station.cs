using FiveSocieties.Community.Places;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Stations;

/// <summary>What a station is.</summary>
public enum StationKind
{
    /// <summary>The community's service centre (社区服务中心), the first 1 of 1+1+N.</summary>
    ServiceCentre,

    /// <summary>Party-and-masses service station (党群服务站).</summary>
    PartyAndMassesStation,

    /// <summary>Civilisation practice station (新时代文明实践站).</summary>
    PracticeStation,

    /// <summary>Civilisation practice point (新时代文明实践点).</summary>
    PracticePoint,
}

/// <summary>A place where the community serves (阵地).</summary>
public sealed class Station : IAggregate
{
    public static readonly Problem Outside = new(
        "station.outside", 422, "The station is outside its community.", "阵地不在社区范围内。");

    private Station()
    {
    }

    public Station(Guid id, string community, StationKind kind, string name, Position place)
    {
        (Id, Community, Kind) = (id, community, kind);
        Change(name, place);
    }

    /// <inheritdoc/>
    public Guid Id { get; private init; }

    /// <inheritdoc/>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    public StationKind Kind { get; private init; }

    public string Name { get; private set; } = "";

    public double Longitude { get; private set; }

    public double Latitude { get; private set; }

    public Position Place => new(Longitude, Latitude);

    public void Change(string name, Position place) =>
        (Name, Longitude, Latitude) = (name, place.Longitude, place.Latitude);
}
