using System.Security.Cryptography;
using FiveSocieties.Engagements;

namespace FiveSocieties.Volunteers;

/// <summary>A registered volunteer (志愿者).</summary>
public sealed class Volunteer : Helper
{
    /// <summary>
    /// The one volunteer number, a V and twelve random digits: never the identity number (MZ/T 061-2015), and nothing
    /// can be read from it.
    /// </summary>
    public required string Number { get; init; }

    /// <summary>A number that is very likely free.</summary>
    public static string NewNumber() => "V" + RandomNumberGenerator.GetString("0123456789", 12);
}
