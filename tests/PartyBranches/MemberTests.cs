using System.Net.Http.Json;
using System.Text;
using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.PartyBranches;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.PartyBranches;

public sealed class MemberTests(PartyBranchesHost host) : IClassFixture<PartyBranchesHost>
{
    private const string Path = "/api/v1/members";

    [Fact]
    public async Task Who_is_suspended_or_has_not_reported_in_is_left_in_peace()
    {
        foreach (var (member, suspended) in ((Guid, bool)[])[
            (await host.AMember(), true), (await host.AnInServiceMember(), false)])
        {
            await host.Partner.PutAsJsonAsync(
                $"/api/v1/members/{member}", new { helper = PartyBranchesHost.Helper(), suspended }).Body();
            var sent = host.AnInvitation(member);
            await host.Tell(sent);
            var refused = await host.Told.First<InvitationRefused>(x => x.InvitationId == sent.InvitationId);
            Assert.Equal(Refusal.Suspended, refused.Reason);
        }
    }

    [Fact]
    public async Task A_member_is_registered_read_listed_by_id_and_changed()
    {
        var id = await host.AMember();
        var other = await host.ABranch();

        var read = await host.Partner.GetAsync($"{Path}/{id}").Body();
        var changed = await host.Partner.PutAsJsonAsync(
            $"{Path}/{id}", new { helper = PartyBranchesHost.Helper("15900159001"), branchId = other }).Body();
        var list = await host.Partner.GetAsync($"{Path}?branchId={other}").Body();

        Assert.Equal("Chen Weimin", read.GetProperty("helper").GetProperty("name").GetString());
        Assert.Equal("15900159001", changed.GetProperty("helper").GetProperty("phone").GetString());
        var shown = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(id, shown.GetProperty("id").GetGuid());
        Assert.Equal(["id", "community"], shown.EnumerateObject().Select(x => x.Name));
    }

    [Fact]
    public async Task Where_the_membership_is_kept_decides_what_is_named()
    {
        var (branch, organisation) = (await host.ABranch(), await host.AUnitOrganisation());

        Assert.Equal((422, "member.branch", "branchId"), await Register("OwnBranch", null, null).AsProblem());
        Assert.Equal((422, "member.branch", "branchId"), await Register("OwnBranch", organisation, null).AsProblem());
        Assert.Equal((422, "member.organisation", "organisationId"),
            await Register("OwnBranch", branch, organisation).AsProblem());
        Assert.Equal((422, "member.organisation", "organisationId"),
            await Register("InService", null, null).AsProblem());
        Assert.Equal((422, "member.branch", "branchId"), await Register("InService", branch, organisation).AsProblem());
    }

    [Fact]
    public async Task Membership_is_not_there_for_other_communities_and_other_scopes()
    {
        var id = await host.AMember();
        var stranger = host.Client("members.read", ["510104001002"]);

        Assert.Equal((404, "request.not-found", null), await stranger.GetAsync($"{Path}/{id}").AsProblem());
        Assert.Equal((403, "identity.no-scope", null),
            await host.Client("engagements.read branches.read").GetAsync(Path).AsProblem());
    }

    [Fact]
    public async Task Name_and_telephone_cannot_be_read_in_the_file()
    {
        var id = await host.AMember();
        var stored = string.Concat(Directory.GetFiles(host.Folder, "party-branches.db*")
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Select(file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                return reader.ReadToEnd();
            }));

        Assert.Contains($"{id}".ToUpperInvariant(), stored);
        Assert.DoesNotContain("Chen Weimin", stored);
        Assert.DoesNotContain("15900159000", stored);
    }

    [Fact]
    public async Task A_withdrawn_invitation_frees_the_member()
    {
        var sent = await host.AnAskedMember();

        await host.Tell(new InvitationWithdrawn(
            sent.InvitationId, sent.WhistleId, Society.PartyBranches, sent.ResourceId, "linker"));

        await host.IsIn(sent.InvitationId, EngagementState.Withdrawn);
    }

    [Fact]
    public async Task A_blown_whistle_is_an_open_call_here_too()
    {
        await host.AMember();
        var line = new NeedLine(
            Guid.CreateVersion7(), NeedKind.People, "accompany", 1, 3, 1, 1, true, [PartyBranchesHost.Tuesday], []);
        var blown = new WhistleBlown(
            Guid.CreateVersion7(), 1, Guid.CreateVersion7(), Urgency.Urgent, host.Clock.GetUtcNow().AddHours(4),
            host.Clock.GetUtcNow().AddHours(24), [line]);

        await host.Tell(blown);

        await Patiently.Until("called", () => host.Look((PartyBranchesDb db) =>
            db.OpenCalls.AnyAsync(x => x.WhistleId == blown.WhistleId)));
    }

    private Task<HttpResponseMessage> Register(string kind, Guid? branchId, Guid? organisationId) =>
        host.Partner.PostAsJsonAsync(Path, new
        {
            community = PartyBranchesHost.Community,
            kind,
            helper = PartyBranchesHost.Helper(),
            branchId,
            organisationId,
        });
}
