using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>What is known of a thing.</summary>
/// <param name="Kind">Venue, Goods, Fund or Service; it stays what it is.</param>
/// <param name="Code">What it is, for example <c>hall</c>: lines ask by it.</param>
/// <param name="Name">What it is called. Public: nothing of a person belongs in it.</param>
/// <param name="Size">
/// Seats; pieces that are there; fen that are there; people served in one slot. To restock is to say the new number:
/// what is promised stays promised, and less than that is refused.
/// </param>
/// <param name="Place">Where it is.</param>
/// <param name="Level">How well it suits its purpose, 1 to 5; 1 when not said.</param>
/// <param name="Available">When it can be had, every week; always, when not said.</param>
/// <param name="OptedOut">It is not to be proposed for now.</param>
public sealed record ThingForm(
    NeedKind Kind,
    string Code,
    string Name,
    long Size,
    Position Place,
    int Level = 1,
    IReadOnlyList<WeekPart>? Available = null,
    bool OptedOut = false)
{
    public static readonly Problem NoThing = new(
        "thing.kind", 422, "A thing is a venue, goods, a fund or a service.", "物的类别须为场地、物资、资金或服务。");

    public static readonly Problem OtherKind = new(
        "thing.kind-fixed", 422, "A thing stays of its kind.", "类别不可更改。");

    /// <summary>Ten billion yuan in fen.</summary>
    private const long MostSize = 1_000_000_000_000;

    /// <summary>Adds what is wrong with it.</summary>
    public void Check(Checks checks, string path = "thing")
    {
        checks.Require(Kind != NeedKind.People, $"{path}.kind", NoThing)
            .Require(HelperForm.IsCode(Code), $"{path}.code", HelperForm.BadCode)
            .Text($"{path}.name", Name, 100)
            .Range($"{path}.size", Size, Kind is NeedKind.Goods or NeedKind.Fund ? 0 : 1, MostSize)
            .Range($"{path}.level", Level, 1, 5)
            .Range($"{path}.place.longitude", Place.Longitude, -180, 180)
            .Range($"{path}.place.latitude", Place.Latitude, -90, 90);
        WeekPart.Check(checks, Available, $"{path}.available");
    }

    /// <summary>Writes the checked form into the row.</summary>
    public void Fill(Thing thing)
    {
        thing.Offer(Name, Size);
        thing.Skills = [new(Code, Level)];
        thing.Longitude = Place.Longitude;
        thing.Latitude = Place.Latitude;
        thing.WeeklyOpen = WeekPart.Bits(Available);
        thing.OptedOut = OptedOut;
    }

    /// <summary>The form as it was filled.</summary>
    public static ThingForm Of(Thing thing) => new(
        thing.Kind, thing.Skills[0].Code, thing.Name, thing.Size, new(thing.Longitude, thing.Latitude),
        thing.Skills[0].Level, WeekPart.Of(thing.WeeklyOpen), thing.OptedOut);
}

/// <summary>A thing, as everybody may know it.</summary>
/// <param name="Id">The thing.</param>
/// <param name="UnitId">The unit that answers for it.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Thing">What is known of it.</param>
/// <param name="Reserved">Of goods and a fund: how much is promised and not delivered yet.</param>
/// <param name="Holding">Engagements asked or accepted.</param>
public sealed record ThingView(Guid Id, Guid UnitId, string Community, ThingForm Thing, long Reserved, int Holding)
{
    internal static ThingView Of(Thing thing) => new(
        thing.Id, thing.AnsweredById, thing.Community, ThingForm.Of(thing), thing.Reserved, thing.Holding);
}
