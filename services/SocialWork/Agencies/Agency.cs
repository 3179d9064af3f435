using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.Agencies;

/// <summary>An organisation that employs social workers (社会工作服务机构).</summary>
public sealed class Agency : IAggregate
{
    public static readonly Problem BadCreditCode = new(
        "agency.credit-code", 422, "This is no unified social credit code: its check character does not fit.",
        "统一社会信用代码无效,校验码不符。");

    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public long Version { get; set; }

    public required string Name { get; set; }

    /// <summary>18 characters, GB 32100.</summary>
    public required string CreditCode { get; init; }

    public List<ServedCommunity> Served { get; } = [];

    /// <summary>The first that it serves; an agency may serve several.</summary>
    public string Community => Served[0].Community;

    public bool Serves(string community) => Served.Exists(x => x.Community == community);

    /// <summary>Serves these from now on, in place of those before.</summary>
    public void Serve(IReadOnlyList<string> communities)
    {
        Served.RemoveAll(x => !communities.Contains(x.Community));
        Served.AddRange(communities.Distinct().Where(code => !Serves(code))
            .Select(code => new ServedCommunity { AgencyId = Id, Community = code }));
    }
}

/// <summary>That an agency serves a community.</summary>
public sealed class ServedCommunity
{
    public required Guid AgencyId { get; init; }

    /// <summary>12-digit code.</summary>
    public required string Community { get; init; }
}

/// <summary>An agency as partners see it.</summary>
/// <param name="Id">The agency.</param>
/// <param name="Name">Its registered name.</param>
/// <param name="CreditCode">Unified social credit code.</param>
/// <param name="Communities">12-digit codes of the communities that it serves.</param>
public sealed record AgencyView(Guid Id, string Name, string CreditCode, IReadOnlyList<string> Communities)
{
    public static AgencyView Of(Agency agency) => new(
        agency.Id, agency.Name, agency.CreditCode, [.. agency.Served.Select(x => x.Community).Order()]);
}
