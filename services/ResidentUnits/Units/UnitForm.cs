using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>The person to talk to in a unit.</summary>
/// <param name="Name">Kept encrypted.</param>
/// <param name="Phone">Mainland number, kept encrypted.</param>
public sealed record UnitContact(string Name, string Phone);

/// <summary>What is known of a unit.</summary>
/// <param name="CreditCode">Unified social credit code (GB 32100), checked.</param>
/// <param name="Name">The organisation's name.</param>
/// <param name="Contact">Whom to talk to.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Communities">12-digit codes of the communities that it serves beside its own, at most 50.</param>
/// <param name="Kind">Unit, SocialOrganisation or CharityFund.</param>
public sealed record UnitForm(
    string CreditCode, string Name, UnitContact Contact, Position Place, IReadOnlyList<string>? Communities = null,
    UnitKind Kind = UnitKind.Unit)
{
    private const string ContactName = "units.contact-name";

    private const string ContactPhone = "units.contact-phone";

    /// <summary>Adds what is wrong with it; <paramref name="mayName"/> allows each community named.</summary>
    public void Check(Checks checks, Predicate<string> mayName, string path = "unit")
    {
        checks.Require(Records.CreditCode.IsValid(CreditCode), $"{path}.creditCode", Unit.BadCreditCode)
            .Text($"{path}.name", Name, 100)
            .Text($"{path}.contact.name", Contact.Name, 60)
            .Require(PhoneNumber.IsValid(Contact.Phone), $"{path}.contact.phone", HelperForm.BadPhone)
            .Range($"{path}.place.longitude", Place.Longitude, -180, 180)
            .Range($"{path}.place.latitude", Place.Latitude, -90, 90)
            .Count($"{path}.communities", Communities?.Count ?? 0, 0, 50);
        foreach (var (index, community) in (Communities ?? []).Take(50).Index())
            checks.Require(
                community is not null && mayName(community),
                $"{path}.communities[{index}]",
                IdentityProblems.ForeignCommunity);
    }

    /// <summary>The code as it is stored: without spaces, in capitals.</summary>
    public string PlainCode() => Records.CreditCode.TryParse(CreditCode, out var code) ? code : "";

    /// <summary>Writes the checked form into the row.</summary>
    public void Fill(Unit unit, Seal seal)
    {
        PhoneNumber.TryParse(Contact.Phone, out var phone);
        unit.CreditCode = PlainCode();
        unit.Name = Name;
        unit.Kind = Kind;
        unit.ContactName = seal.Close(ContactName, Contact.Name);
        unit.ContactPhone = seal.Close(ContactPhone, phone!);
        unit.Longitude = Place.Longitude;
        unit.Latitude = Place.Latitude;
        unit.Serve(Communities ?? []);
    }

    /// <summary>The form as it was filled: the row opened again.</summary>
    public static UnitForm Of(Unit unit, Seal seal) => new(
        unit.CreditCode,
        unit.Name,
        new(seal.Open(ContactName, unit.ContactName), seal.Open(ContactPhone, unit.ContactPhone)),
        new(unit.Longitude, unit.Latitude),
        [.. unit.Serves.Select(served => served.Community).Where(code => code != unit.Community).Order()],
        unit.Kind);
}

/// <summary>A unit, opened for one who may read it.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Community">12-digit code of its home.</param>
/// <param name="Unit">What is known of it.</param>
public sealed record UnitView(Guid Id, string Community, UnitForm Unit)
{
    internal static UnitView Of(Unit unit, Seal seal) => new(unit.Id, unit.Community, UnitForm.Of(unit, seal));
}

/// <summary>What a list shows of a unit: nothing of its contact.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Community">12-digit code of its home.</param>
/// <param name="CreditCode">Unified social credit code.</param>
/// <param name="Name">The organisation's name.</param>
/// <param name="Kind">Unit, SocialOrganisation or CharityFund.</param>
public sealed record UnitListView(Guid Id, string Community, string CreditCode, string Name, UnitKind Kind)
{
    internal static UnitListView Of(Unit unit) => new(
        unit.Id, unit.Community, unit.CreditCode, unit.Name, unit.Kind);
}
