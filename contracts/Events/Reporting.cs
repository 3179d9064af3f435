namespace FiveSocieties.Events;

/// <summary>An in-service Party member reported in to the community (报到). Said by PartyBranches.</summary>
/// <param name="ReportId">The report; it does not name the member.</param>
/// <param name="BranchId">The branch of the community that received it.</param>
public sealed record MemberReportedIn(Guid ReportId, Guid BranchId);

/// <summary>A unit's Party organisation reported in to the community (双报到). Said by PartyBranches.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="OrganisationId">The unit's Party organisation.</param>
public sealed record UnitReportedIn(Guid ReportId, Guid OrganisationId);
