using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.PartyBranches;

/// <summary>An in-service member reports in (报到).</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Id">The report, made by the client, so that it may repeat the call.</param>
public sealed record ReceiveMemberRequest(Guid MemberId, Guid? Id = null);

/// <summary>A unit's Party organisation reports in (双报到).</summary>
/// <param name="Id">The report, made by the client, so that it may repeat the call.</param>
public sealed record ReportUnitInRequest(Guid? Id = null);

/// <summary>A report, as it was received.</summary>
/// <param name="Id">The report.</param>
/// <param name="BranchId">Who received the member, or the organisation that reported in.</param>
/// <param name="At">When.</param>
public sealed record ReportView(Guid Id, Guid BranchId, DateTimeOffset At)
{
    internal static ReportView Of(Report report) => new(report.Id, report.BranchId, report.At);
}

internal static class ReceiveMember
{
    /// <summary>The branch receives the member, who can be asked to serve from now on.</summary>
    public static async Task<Results<Created<ReportView>, ProblemResult>> Handle(
        Guid id, ReceiveMemberRequest request, PartyBranchesDb db, Caller caller, ILogger<PartyBranchesDb> log)
    {
        var branch = await db.Branches.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        if (branch is null || !caller.Serves(branch.Community))
            return RequestProblems.NotFound.Plain;
        var member = await db.Members.SingleOrDefaultAsync(x =>
            x.Id == request.MemberId && x.Community == branch.Community);
        if (member is null)
            return RequestProblems.NotFound.At("memberId");
        var reportId = request.Id ?? Guid.CreateVersion7();
        if (await db.Reports.AnyAsync(x => x.Id == reportId))
            return RequestProblems.Exists.At("id");

        var report = branch.Receive(reportId, member, db.Now);
        db.Add(report);
        db.Publish(report, new MemberReportedIn(report.Id, branch.Id));
        db.Changed(member);
        await db.SaveChangesAsync();
        log.ReportReceived(branch.Id, report.Id);
        return TypedResults.Created((string?)null, ReportView.Of(report));
    }
}

internal static class ReportUnitIn
{
    /// <summary>The unit's Party organisation registers with the community.</summary>
    public static async Task<Results<Created<ReportView>, ProblemResult>> Handle(
        Guid id, ReportUnitInRequest? request, PartyBranchesDb db, Caller caller, ILogger<PartyBranchesDb> log)
    {
        var branch = await db.Branches.SingleOrDefaultAsync(x => x.Id == id);
        if (branch is null || !caller.Serves(branch.Community))
            return RequestProblems.NotFound.Plain;
        var reportId = request?.Id ?? Guid.CreateVersion7();
        if (await db.Reports.AnyAsync(x => x.Id == reportId))
            return RequestProblems.Exists.At("id");

        var report = branch.ReportIn(reportId, db.Now);
        db.Add(report);
        db.Publish(report, new UnitReportedIn(report.Id, branch.Id));
        await db.SaveChangesAsync();
        log.ReportReceived(branch.Id, report.Id);
        return TypedResults.Created((string?)null, ReportView.Of(report));
    }
}
