using FiveSocieties.Messaging;
using FiveSocieties.Partners.Clients;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Partners.Organisations;

/// <summary>What an organisation is to the platform: one of the five societies, or the authority above, or neither.</summary>
public enum OrganisationKind
{
    Community,
    SocialWork,
    PartyBranches,
    Volunteers,
    ResidentUnits,
    SubDistrict,
    Other,
}

/// <summary>A partner whose systems call the platform, and the communities that it serves.</summary>
public sealed class Organisation : IAggregate
{
    public const int LongestName = 120;

    public const int MostCommunities = 200;

    public static readonly Problem CommunityInUse = new(
        "organisation.community-in-use", 409, "A client of the organisation serves this community: revoke it first.",
        "该机构仍有客户端服务于此社区,请先撤销该客户端。");

    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required OrganisationKind Kind { get; set; }

    public List<Service> Serves { get; private set; } = [];

    public List<Client> Clients { get; private set; } = [];

    public long Version { get; set; }

    /// <summary>12-digit codes, in order.</summary>
    public IReadOnlyList<string> Communities => [.. Serves.Select(service => service.Community).Order()];

    /// <summary>It serves several; the envelope needs one.</summary>
    string IAggregate.Community => Communities[0];

    /// <summary>Serves exactly these communities from now on.</summary>
    public void Serve(IEnumerable<string> communities)
    {
        var wanted = communities.ToHashSet();
        Serves.RemoveAll(service => !wanted.Remove(service.Community));
        Serves.AddRange(wanted.Select(community => new Service { OrganisationId = Id, Community = community }));
    }
}

/// <summary>A community that an organisation serves.</summary>
public sealed class Service
{
    public required Guid OrganisationId { get; init; }

    /// <summary>12-digit code.</summary>
    public required string Community { get; init; }
}
