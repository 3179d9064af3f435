using System.Net.Http.Json;
using FiveSocieties.Events;
using FiveSocieties.PartyBranches;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.PartyBranches;

public sealed class ReportInTests(PartyBranchesHost host) : IClassFixture<PartyBranchesHost>
{
    private const string Path = "/api/v1/branches";

    [Fact]
    public async Task An_in_service_member_is_asked_only_after_reporting_in()
    {
        var member = await host.AnInServiceMember();
        var branch = await host.ABranch();
        var early = host.AnInvitation(member);

        await host.Tell(early);
        var refused = await host.Told.First<InvitationRefused>(x => x.InvitationId == early.InvitationId);
        var report = await host.Report(branch, member).Body();
        await host.AnAskedMember(member);

        Assert.Equal(Refusal.Suspended, refused.Reason);
        var told = await host.Told.First<MemberReportedIn>(x => x.BranchId == branch);
        Assert.Equal(report.GetProperty("id").GetGuid(), told.ReportId);
        Assert.NotEqual(member, told.ReportId);
        await Patiently.Until("Matching is told twice at least", () => Task.FromResult(
            host.Told.All<ResourceChanged>().Count(x => x.ResourceId == member) >= 2));
        var read = await host.Partner.GetAsync($"/api/v1/members/{member}").Body();
        Assert.True(read.GetProperty("reportedIn").GetBoolean());
        Assert.Equal(branch, read.GetProperty("branchId").GetGuid());
    }

    [Fact]
    public async Task A_member_reports_in_once_and_to_a_branch_of_the_community()
    {
        var member = await host.AnInServiceMember();
        await host.Report(await host.ABranch(), member).Body();

        Assert.Equal((409, "branch.already-reported", "memberId"),
            await host.Report(await host.ACommittee(), member).AsProblem());
        Assert.Equal((422, "branch.not-of-community", null),
            await host.Report(await host.AUnitOrganisation(), await host.AnInServiceMember()).AsProblem());
        Assert.Equal((422, "member.not-in-service", "memberId"),
            await host.Report(await host.ABranch(), await host.AMember()).AsProblem());
        Assert.Equal((404, "request.not-found", "memberId"),
            await host.Report(await host.ABranch(), Guid.CreateVersion7()).AsProblem());
        Assert.Equal(1, await host.Look((PartyBranchesDb db) => db.Reports.CountAsync(x => x.MemberId == member)));
    }

    [Fact]
    public async Task A_units_Party_organisation_reports_in_once()
    {
        var organisation = await host.AUnitOrganisation();

        var report = await host.Partner.PostAsync($"{Path}/{organisation}/report-in", null).Body();

        var told = await host.Told.First<UnitReportedIn>(x => x.OrganisationId == organisation);
        Assert.Equal(report.GetProperty("id").GetGuid(), told.ReportId);
        var read = await host.Partner.GetAsync($"{Path}/{organisation}").Body();
        Assert.Equal(host.Clock.GetUtcNow(), read.GetProperty("reportedInAt").GetDateTimeOffset());
        Assert.Equal((409, "branch.already-reported", null),
            await host.Partner.PostAsync($"{Path}/{organisation}/report-in", null).AsProblem());
        Assert.Equal((422, "branch.not-a-unit-organisation", null),
            await host.Partner.PostAsync($"{Path}/{await host.ABranch()}/report-in", null).AsProblem());
    }

    [Theory]
    [InlineData("Branch", false, false, "branch.parent", "parentId")]
    [InlineData("Committee", true, false, "branch.parent", "parentId")]
    [InlineData("UnitOrganisation", false, false, "branch.unit", "unitId")]
    [InlineData("Committee", false, true, "branch.unit", "unitId")]
    public async Task A_branch_has_its_parent_and_a_units_organisation_its_unit(
        string kind, bool hasParent, bool hasUnit, string code, string field)
    {
        Guid? parentId = hasParent ? await host.ACommittee() : null;
        Guid? unitId = hasUnit ? Guid.CreateVersion7() : null;

        Assert.Equal((422, code, field), await host.Partner.PostAsJsonAsync(
            Path, new { community = PartyBranchesHost.Community, kind, name = "Some", parentId, unitId }).AsProblem());
    }

    [Fact]
    public async Task A_branch_is_listed_and_renamed_in_its_community_alone()
    {
        var branch = await host.ABranch();
        var stranger = host.Client("branches.read branches.write", ["510104001002"]);

        var renamed = await host.Partner.PutAsJsonAsync($"{Path}/{branch}", new { name = "Second branch" }).Body();
        var list = await host.Partner.GetAsync($"{Path}?limit=200").Body();

        Assert.Equal("Second branch", renamed.GetProperty("name").GetString());
        Assert.Contains(list.GetProperty("items").EnumerateArray(), x => x.GetProperty("id").GetGuid() == branch);
        Assert.Equal((404, "request.not-found", null), await stranger.GetAsync($"{Path}/{branch}").AsProblem());
        Assert.Equal((404, "request.not-found", null),
            await stranger.PutAsJsonAsync($"{Path}/{branch}", new { name = "Mine" }).AsProblem());
        Assert.Equal((404, "request.not-found", null),
            await stranger.PostAsJsonAsync($"{Path}/{branch}/reports", new { memberId = branch }).AsProblem());
    }
}
