using FiveSocieties.Messaging;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>On what ground a resident's data is kept (Personal Information Protection Law, art. 13).</summary>
public enum LegalBasisKind
{
    /// <summary>The resident agreed.</summary>
    Consent,

    /// <summary>A duty by a named rule.</summary>
    Duty,

    /// <summary>An emergency, decided by a named person, looked at again within 24 hours.</summary>
    Emergency,
}

/// <summary>A resident with the contact that a helper may need (居民).</summary>
public sealed class Resident : IAggregate
{
    /// <summary>How long an emergency is a ground before somebody has to look again.</summary>
    public static readonly TimeSpan ReviewWithin = TimeSpan.FromHours(24);

    public static readonly Problem BadIdentityNumber = new(
        "resident.identity-number", 422, "This is no identity number: its check character is wrong.",
        "公民身份号码无效。");

    public static readonly Problem BadBasis = new(
        "resident.legal-basis", 422, "A duty names its rule, an emergency names who decided; consent names neither.",
        "法定职责须注明依据,紧急情况须注明决定人,同意则两者均不填。");

    public static readonly Problem NoPurpose = new(
        "resident.purpose", 422, "Reading needs a purpose: a code such as home-visit.",
        "读取须注明用途代码,例如 home-visit。");

    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public Sealed Name { get; set; } = null!;

    public Sealed Phone { get; set; } = null!;

    /// <summary>Finds the row by telephone number without opening any.</summary>
    public string PhoneIndex { get; set; } = "";

    public Sealed Address { get; set; } = null!;

    public Sealed? IdentityNumber { get; set; }

    public LegalBasisKind Basis { get; private set; }

    /// <summary>The rule that makes it a duty.</summary>
    public string? BasisRule { get; private set; }

    /// <summary>Who decided that it is an emergency.</summary>
    public Sealed? BasisPerson { get; private set; }

    /// <summary>Until when somebody must look at an emergency again: find consent or a duty, or let go.</summary>
    public DateTimeOffset? ReviewBy { get; private set; }

    /// <summary>Says the ground; said again, an emergency does not last longer.</summary>
    public void KeepOn(LegalBasisKind basis, string? rule, Sealed? person, DateTimeOffset now)
    {
        ReviewBy = basis == LegalBasisKind.Emergency ? ReviewBy ?? now + ReviewWithin : null;
        (Basis, BasisRule, BasisPerson) = (basis, rule, person);
    }
}
