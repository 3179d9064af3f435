using System.Net.Http.Json;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.PartyBranches;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.PartyBranches;

/// <summary>The service of branches and members, and how its given states come about.</summary>
public sealed class PartyBranchesHost : ServiceHost<PartyBranchesDb>
{
    public static readonly Slot Tuesday = new(new(2026, 11, 24), DayPart.Morning);

    /// <summary>A partner that keeps branches and members and answers for them.</summary>
    public HttpClient Partner => Client(
        "branches.read branches.write members.read members.write posts.read posts.write engagements.read engagements.write");

    /// <summary>The branch itself.</summary>
    public HttpClient ABranchOffice => Client("members.read posts.write", roles: ["branch"]);

    public static object Helper(string phone = "15900159000") => new
    {
        name = "Chen Weimin",
        phone,
        skills = new[] { new { code = "accompany", level = 3 } },
        place = new { longitude = 104.06, latitude = 30.67 },
    };

    public Task<Guid> ACommittee() => Branch(new { community = Community, kind = "Committee", name = "Committee" });

    public async Task<Guid> ABranch() => await Branch(
        new { community = Community, kind = "Branch", name = "First branch", parentId = await ACommittee() });

    public Task<Guid> AUnitOrganisation() => Branch(new
    {
        community = Community,
        kind = "UnitOrganisation",
        name = "Hospital branch",
        unitId = Guid.CreateVersion7(),
    });

    public async Task<Guid> AMember() => await Member(
        new { community = Community, kind = "OwnBranch", helper = Helper(), branchId = await ABranch() });

    public async Task<Guid> AnInServiceMember() => await Member(new
    {
        community = Community,
        kind = "InService",
        helper = Helper(),
        organisationId = await AUnitOrganisation(),
    });

    public Task<HttpResponseMessage> Report(Guid branch, Guid member) =>
        Partner.PostAsJsonAsync($"/api/v1/branches/{branch}/reports", new { memberId = member });

    public InvitationSent AnInvitation(Guid member) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
        Society.PartyBranches, member, "accompany", Tuesday, Clock.GetUtcNow().AddMinutes(30), "policy-1");

    public async Task<InvitationSent> AnAskedMember(Guid? member = null)
    {
        var sent = AnInvitation(member ?? await AMember());
        await Tell(sent);
        await IsIn(sent.InvitationId, EngagementState.Asked);
        return sent;
    }

    /// <summary>Accepted and started.</summary>
    public async Task<InvitationSent> AMemberAtWork()
    {
        var sent = await AnAskedMember();
        await Move(sent, "accept").Body();
        await Move(sent, "start").Body();
        return sent;
    }

    public Task<HttpResponseMessage> Move(InvitationSent sent, string move) =>
        Partner.PostAsync($"/api/v1/members/{sent.ResourceId}/engagements/{sent.InvitationId}/{move}", null);

    public Task IsIn(Guid engagement, EngagementState state) => Patiently.Until($"engagement {state}", () =>
        Look((PartyBranchesDb db) => db.Engagements.AnyAsync(x => x.Id == engagement && x.State == state)));

    private async Task<Guid> Branch(object request) =>
        (await Partner.PostAsJsonAsync("/api/v1/branches", request).Body()).GetProperty("id").GetGuid();

    private async Task<Guid> Member(object request) =>
        (await Partner.PostAsJsonAsync("/api/v1/members", request).Body()).GetProperty("id").GetGuid();
}
