using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.PartyBranches;

/// <summary>What kind of Party organisation it is.</summary>
public enum BranchKind
{
    /// <summary>The community Party committee (社区党委).</summary>
    Committee,

    /// <summary>A branch below it (党支部).</summary>
    Branch,

    /// <summary>The Party organisation of a unit (单位党组织), which reports in to the community.</summary>
    UnitOrganisation,
}

/// <summary>A Party organisation as far as a community works with it.</summary>
public sealed class Branch : IAggregate
{
    public static readonly Problem BadParent = new(
        "branch.parent", 422, "A branch stands below a committee of its community; nothing else has a parent.",
        "党支部须隶属于本社区党委,其他组织不填上级。");

    public static readonly Problem BadUnit = new(
        "branch.unit", 422, "A unit's Party organisation names its unit; nothing else does.",
        "单位党组织须注明所属单位,其他组织不填。");

    public static readonly Problem NotUnit = new(
        "branch.not-a-unit-organisation", 422, "This is no unit's Party organisation.", "该组织不是单位党组织。");

    public static readonly Problem NotOfCommunity = new(
        "branch.not-of-community", 422, "This is no committee or branch of the community.",
        "该组织不是本社区的党委或党支部。");

    public static readonly Problem Reported = new(
        "branch.already-reported", 409, "This has reported in already.", "已经报到。");

    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public required BranchKind Kind { get; init; }

    public string Name { get; set; } = "";

    /// <summary>The committee above a branch.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The unit of a unit's Party organisation, by ResidentUnits' id.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>When the unit's Party organisation reported in (双报到).</summary>
    public DateTimeOffset? ReportedInAt { get; private set; }

    /// <summary>The unit's organisation reports in, once.</summary>
    public Report ReportIn(Guid reportId, DateTimeOffset now)
    {
        if (Kind != BranchKind.UnitOrganisation)
            throw new BrokenRule(NotUnit);
        if (ReportedInAt is not null)
            throw new BrokenRule(Reported);
        ReportedInAt = now;
        return new() { Id = reportId, Community = Community, BranchId = Id, At = now };
    }

    /// <summary>Receives an in-service member, who can be asked from now on.</summary>
    public Report Receive(Guid reportId, Member member, DateTimeOffset now)
    {
        if (Kind == BranchKind.UnitOrganisation)
            throw new BrokenRule(NotOfCommunity);
        member.ReportIn(Id);
        return new() { Id = reportId, Community = Community, BranchId = Id, MemberId = member.Id, At = now };
    }
}

/// <summary>That somebody or some organisation reported in (报到); it is for long.</summary>
public sealed class Report : IAggregate
{
    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>Who received the member, or the organisation that reported in itself.</summary>
    public required Guid BranchId { get; init; }

    /// <summary>The member; nothing when it is an organisation.</summary>
    public Guid? MemberId { get; init; }

    public required DateTimeOffset At { get; init; }
}
