using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>On what ground the data is kept.</summary>
/// <param name="Kind">Consent, Duty or Emergency.</param>
/// <param name="Rule">For a duty: the rule, by name and article.</param>
/// <param name="Person">For an emergency: who decided. Kept encrypted.</param>
public sealed record LegalBasis(LegalBasisKind Kind, string? Rule = null, string? Person = null)
{
    /// <summary>Whether exactly what the ground asks for is named.</summary>
    internal bool IsWhole => Kind switch
    {
        LegalBasisKind.Duty => Rule is not null && Person is null,
        LegalBasisKind.Emergency => Rule is null && Person is not null,
        _ => Rule is null && Person is null,
    };
}

/// <summary>What is known of a resident; all of it but the ground is kept encrypted.</summary>
/// <param name="Name">The name.</param>
/// <param name="Phone">Mainland number.</param>
/// <param name="Address">Where the person lives.</param>
/// <param name="Basis">On what ground it is kept.</param>
/// <param name="IdentityNumber">Only where a duty asks for it; its check character is checked (GB 11643).</param>
public sealed record ResidentForm(
    string Name, string Phone, string Address, LegalBasis Basis, string? IdentityNumber = null)
{
    private const string Noun = "residents";

    /// <summary>Adds what is wrong with it.</summary>
    public void Check(Checks checks, string path = "resident") => checks
        .Text($"{path}.name", Name, 60)
        .Require(PhoneNumber.IsValid(Phone), $"{path}.phone", HelperForm.BadPhone)
        .Text($"{path}.address", Address, 200)
        .Require(Basis.IsWhole, $"{path}.basis", Resident.BadBasis)
        .Text($"{path}.basis.rule", Basis.Rule, 120, optional: true)
        .Text($"{path}.basis.person", Basis.Person, 60, optional: true)
        .Require(
            IdentityNumber is null || Records.IdentityNumber.IsValid(IdentityNumber),
            $"{path}.identityNumber",
            Resident.BadIdentityNumber);

    /// <summary>Writes the checked form into the row.</summary>
    public void Fill(Resident resident, PersonalData personal, DateTimeOffset now)
    {
        PhoneNumber.TryParse(Phone, out var phone);
        Records.IdentityNumber.TryParse(IdentityNumber, out var identity);
        resident.Name = personal.Seal.Close($"{Noun}.name", Name);
        resident.Phone = personal.Seal.Close($"{Noun}.phone", phone!);
        resident.PhoneIndex = IndexOf(phone!, personal);
        resident.Address = personal.Seal.Close($"{Noun}.address", Address);
        resident.IdentityNumber = personal.Seal.Close($"{Noun}.identity-number", identity);
        resident.KeepOn(Basis.Kind, Basis.Rule, personal.Seal.Close($"{Noun}.basis-person", Basis.Person), now);
    }

    /// <summary>The form as it was filled: the row opened again.</summary>
    public static ResidentForm Of(Resident resident, PersonalData personal) => new(
        personal.Seal.Open($"{Noun}.name", resident.Name),
        personal.Seal.Open($"{Noun}.phone", resident.Phone),
        personal.Seal.Open($"{Noun}.address", resident.Address),
        new(
            resident.Basis,
            resident.BasisRule,
            personal.Seal.Open($"{Noun}.basis-person", resident.BasisPerson)),
        personal.Seal.Open($"{Noun}.identity-number", resident.IdentityNumber));

    /// <summary>What the row is found by.</summary>
    /// <param name="phone">In plain digits.</param>
    public static string IndexOf(string phone, PersonalData personal) => personal.Index.Of($"{Noun}.phone", phone);
}

/// <summary>A resident, opened for one who said what for.</summary>
/// <param name="Id">The resident.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Resident">What is known.</param>
/// <param name="ReviewBy">Until when an emergency must be looked at again.</param>
public sealed record ResidentView(Guid Id, string Community, ResidentForm Resident, DateTimeOffset? ReviewBy)
{
    internal static ResidentView Of(Resident resident, PersonalData personal) => new(
        resident.Id, resident.Community, ResidentForm.Of(resident, personal), resident.ReviewBy);
}

/// <summary>What a list shows of a resident: nothing that names the person.</summary>
/// <param name="Id">The resident.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Basis">On what ground the data is kept.</param>
/// <param name="ReviewBy">Until when an emergency must be looked at again.</param>
public sealed record ResidentListView(Guid Id, string Community, LegalBasisKind Basis, DateTimeOffset? ReviewBy)
{
    internal static ResidentListView Of(Resident resident) => new(
        resident.Id, resident.Community, resident.Basis, resident.ReviewBy);
}
