using FiveSocieties.Messaging;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>What kind of party a unit is.</summary>
public enum UnitKind
{
    /// <summary>An organisation stationed in the district (驻区单位).</summary>
    Unit,

    /// <summary>A social organisation (社会组织).</summary>
    SocialOrganisation,

    /// <summary>A charity fund (慈善基金).</summary>
    CharityFund,
}

/// <summary>An organisation that takes part: stationed in the district (驻区单位), social or charitable.</summary>
public sealed class Unit : IAggregate
{
    public static readonly Problem BadCreditCode = new(
        "unit.credit-code", 422, "This is no unified social credit code: its check character is wrong.",
        "统一社会信用代码无效。");

    public static readonly Problem NotServed = new(
        "unit.community-not-served", 422, "The unit does not serve this community.", "该单位不服务于此社区。");

    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Where the unit is at home; it may serve others too.</summary>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>Unified social credit code (GB 32100), 18 characters.</summary>
    public string CreditCode { get; set; } = "";

    public UnitKind Kind { get; set; }

    /// <summary>The organisation's name, which is public.</summary>
    public string Name { get; set; } = "";

    public Sealed ContactName { get; set; } = null!;

    public Sealed ContactPhone { get; set; } = null!;

    public double Longitude { get; set; }

    public double Latitude { get; set; }

    /// <summary>The communities that it serves, its own among them.</summary>
    public List<ServedCommunity> Serves { get; private set; } = [];

    /// <summary>Serves exactly these from now on, and always its own.</summary>
    public void Serve(IEnumerable<string> communities)
    {
        var wanted = communities.Append(Community).ToHashSet();
        Serves.RemoveAll(served => !wanted.Contains(served.Community));
        wanted.ExceptWith(Serves.Select(served => served.Community));
        Serves.AddRange(wanted.Select(community => new ServedCommunity { UnitId = Id, Community = community }));
    }

    public bool IsServing(string community) => Serves.Exists(served => served.Community == community);
}

/// <summary>One community that a unit serves.</summary>
public sealed class ServedCommunity
{
    public required Guid UnitId { get; init; }

    public required string Community { get; init; }
}
