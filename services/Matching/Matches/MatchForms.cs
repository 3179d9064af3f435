using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;

namespace FiveSocieties.Matching.Matches;

/// <summary>A point, WGS 84.</summary>
/// <param name="Longitude">Degrees, -180 to 180.</param>
/// <param name="Latitude">Degrees, -90 to 90.</param>
public sealed record PlaceForm(double Longitude, double Latitude)
{
    internal Place Told => new() { Longitude = Longitude, Latitude = Latitude };
}

/// <summary>One line of needs that is asked about; nothing of it is stored.</summary>
/// <param name="LineId">Any text of 1 to 100 characters, once in a request.</param>
/// <param name="Community">12-digit code; nobody looks beyond its sub-district.</param>
/// <param name="Skill">What must be possible, for example <c>accompany</c>.</param>
/// <param name="Place">Where help is needed.</param>
/// <param name="Slots">1 to 70 slots, of which one is chosen for each helper.</param>
/// <param name="LeastLevel">1 to 5, hard.</param>
/// <param name="WantedLevel">1 to 5, soft; the least level when not said.</param>
/// <param name="Priority">3 most pressing, 1 least.</param>
/// <param name="Circle">How far it looks.</param>
/// <param name="Quantity">Helpers wanted, 1 to 50; 1 of a thing.</param>
/// <param name="Eligibility">What a helper must have, all of it.</param>
/// <param name="Kind">People, or a kind of thing.</param>
/// <param name="Size">Of a thing: seats, pieces, fen or places at least; 0 for people.</param>
/// <param name="MicroGridId">The micro-grid of the place.</param>
public sealed record LineForm(
    string LineId,
    string Community,
    string Skill,
    PlaceForm Place,
    IReadOnlyList<Slot> Slots,
    int LeastLevel = 1,
    int? WantedLevel = null,
    int Priority = 1,
    Circle Circle = Circle.Subdistrict,
    int Quantity = 1,
    IReadOnlyList<string>? Eligibility = null,
    NeedKind Kind = NeedKind.People,
    long Size = 0,
    Guid? MicroGridId = null)
{
    internal Line Told => new()
    {
        LineId = LineId,
        Community = Community,
        Skill = Skill,
        Place = Place.Told,
        Slots = { Slots.Select(slot => slot.Number) },
        LeastLevel = LeastLevel,
        WantedLevel = WantedLevel ?? LeastLevel,
        Priority = Priority,
        Circle = (SearchCircle)(Circle + 1),
        Quantity = Quantity,
        Eligibility = { Eligibility ?? [] },
        Kind = (ResourceKind)Kind,
        Size = Size,
        MicroGridId = $"{MicroGridId}",
    };
}

/// <summary>The weights of the cost, in seconds on foot; what is left out is as the platform has it by default.</summary>
/// <param name="Version">Comes back with the answer.</param>
/// <param name="LevelGap">For each level below the wanted one.</param>
/// <param name="OtherMicroGrid">For not being in the line's own micro-grid.</param>
/// <param name="Evenness">A load of x costs this times x squared.</param>
/// <param name="Detour">Way on foot for each metre of straight line.</param>
/// <param name="WalkingSpeed">Metres a second.</param>
/// <param name="FiveMinutes">Seconds of the circle of that name.</param>
/// <param name="FifteenMinutes">Seconds of the circle of that name.</param>
/// <param name="TaskMinutes">What a task is reckoned to take where evenness is reported.</param>
public sealed record PolicyForm(
    string Version = "default",
    int LevelGap = 60,
    int OtherMicroGrid = 30,
    int Evenness = 15,
    double Detour = 1.3,
    double WalkingSpeed = 1.2,
    int FiveMinutes = 300,
    int FifteenMinutes = 900,
    int TaskMinutes = 60)
{
    internal Policy Told => new()
    {
        Version = Version,
        LevelGap = LevelGap,
        OtherMicroGrid = OtherMicroGrid,
        Evenness = Evenness,
        Detour = Detour,
        WalkingSpeed = WalkingSpeed,
        FiveMinutes = FiveMinutes,
        FifteenMinutes = FifteenMinutes,
        TaskMinutes = TaskMinutes,
    };
}
