using FiveSocieties.Engagements;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.PartyBranches;

/// <summary>Where a member's membership is kept.</summary>
public enum MemberKind
{
    /// <summary>In a branch of this community.</summary>
    OwnBranch,

    /// <summary>With the employer (在职党员): reports in to the community before anything can be asked.</summary>
    InService,
}

/// <summary>A Party member as far as serving goes. That somebody is one is sensitive: it leaves no other way.</summary>
public sealed class Member : Helper
{
    public static readonly Problem BadBranch = new(
        "member.branch", 422, "A member of the community names a branch of it; an in-service member does not.",
        "本社区党员须注明所在支部,在职党员不填。");

    public static readonly Problem BadOrganisation = new(
        "member.organisation", 422,
        "An in-service member names the employer's Party organisation; a member of the community does not.",
        "在职党员须注明所在单位党组织,本社区党员不填。");

    public static readonly Problem NotInService = new(
        "member.not-in-service", 422, "Only in-service members report in.", "仅在职党员需要报到。");

    public required MemberKind Kind { get; init; }

    /// <summary>The branch that keeps the membership, or that received the in-service member.</summary>
    public Guid? BranchId { get; set; }

    /// <summary>The employer's Party organisation of an in-service member.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>A member of the community need not.</summary>
    internal bool HasReportedIn => BranchId is not null;

    /// <summary>From now on the member can be asked.</summary>
    internal void ReportIn(Guid branchId)
    {
        if (Kind != MemberKind.InService)
            throw new BrokenRule(NotInService, "memberId");
        if (BranchId is not null)
            throw new BrokenRule(Branch.Reported, "memberId");
        BranchId = branchId;
        Suspended = false;
    }
}
