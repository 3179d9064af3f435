using System.Text.RegularExpressions;
using FiveSocieties.Community.Places;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using NetTopologySuite.Geometries;
using Position = FiveSocieties.Community.Places.Position;

namespace FiveSocieties.Community.Communities;

/// <summary>
/// A community (社区) as a piece of land. Every change of its grids counts its version up, so it is the version of the
/// whole territory, and two changes at once meet in it.
/// </summary>
public sealed partial class CommunityArea : IAggregate
{
    public static readonly Problem BadCode = new(
        "community.code", 422, "A community has a division code of twelve digits: 6 + 3 (001–399) + 3.",
        "社区代码应为 12 位区划代码:6 位 + 3 位(001–399)+ 3 位。");

    public static readonly Problem LeavesOut = new(
        "community.leaves-out", 422, "The boundary leaves out a grid or a station of the community.",
        "边界未能包含本社区的全部网格和阵地。");

    private CommunityArea()
    {
    }

    public CommunityArea(Guid id, string code, string name, Polygon boundary) =>
        (Id, Community, Name, Boundary) = (id, code, name, boundary);

    /// <inheritdoc/>
    public Guid Id { get; private init; }

    /// <summary>12-digit division code.</summary>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    public string Name { get; private set; } = "";

    public Polygon Boundary { get; private set; } = null!;

    /// <summary>The sub-district (街道): the first nine digits.</summary>
    public string Subdistrict => Community[..9];

    /// <summary>Whether this can be the division code of a community: county, township 001–399, committee.</summary>
    public static bool IsCode(string code) => Code().IsMatch(code);

    public void Change(string name, Polygon boundary) => (Name, Boundary) = (name, boundary);

    public bool Holds(Position place) => Boundary.Holds(place);

    [GeneratedRegex(@"^[1-9][0-9]{5}(?!000)[0-3][0-9]{2}(?!000)[0-9]{3}\z")]
    private static partial Regex Code();
}
