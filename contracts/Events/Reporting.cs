namespace FiveSocieties.Events;

/// <summary>An in-service Party member reported in to the community (报到). Said by PartyBranches.</summary>
/// <param name="ReportId">The report; it does not name the member.</param>
/// <param name="BranchId">The branch of the community that received it.</param>
public sealed record MemberReportedIn(Guid ReportId, Guid BranchId);

/// <summary>A unit's Party organisation reported in to the community (双报到). Said by PartyBranches.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="OrganisationId">The unit's Party organisation.</param>
public sealed record UnitReportedIn(Guid ReportId, Guid OrganisationId);

/// <summary>A member, a unit's Party organisation or a volunteer took a post (认岗). Said by PartyBranches.</summary>
/// <param name="ClaimId">The claim; it does not name who took the post.</param>
/// <param name="PostId">The post.</param>
/// <param name="Class">One of the eight classes.</param>
public sealed record PostClaimed(Guid ClaimId, Guid PostId, PostClass Class);

/// <summary>The branch judged what was promised with a claim (践诺). Said by PartyBranches.</summary>
/// <param name="ClaimId">The claim.</param>
/// <param name="PostId">The post.</param>
/// <param name="Class">One of the eight classes.</param>
/// <param name="Kept">Whether the promise was kept.</param>
public sealed record CommitmentJudged(Guid ClaimId, Guid PostId, PostClass Class, bool Kept);

/// <summary>A unit and a community signed what they build together (共建协议). Said by ResidentUnits.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="UnitId">The unit.</param>
public sealed record AgreementSigned(Guid AgreementId, Guid UnitId);
