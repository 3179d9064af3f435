using FiveSocieties.ServiceDefaults;
using NetTopologySuite.Geometries;

namespace FiveSocieties.Community.Places;

/// <summary>A point, WGS 84.</summary>
/// <param name="Longitude">Degrees, -180 to 180.</param>
/// <param name="Latitude">Degrees, -90 to 90.</param>
public sealed record Position(double Longitude, double Latitude)
{
    /// <summary>Rounded to about 50 m, as far as others may know it.</summary>
    public Position Round() => new(Math.Round(Longitude * 2000) / 2000, Math.Round(Latitude * 2000) / 2000);

    internal Point Point => new(Longitude, Latitude);

    /// <summary>Adds what is wrong with the point.</summary>
    public void Check(Checks checks, string field) => checks
        .Range($"{field}.longitude", Longitude, -180, 180)
        .Range($"{field}.latitude", Latitude, -90, 90);
}
