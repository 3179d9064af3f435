using System.Net.Http.Json;
using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.ResidentUnits;

public sealed class UnitTests(ResidentUnitsHost host) : IClassFixture<ResidentUnitsHost>
{
    private const string Path = "/api/v1/units";

    private static readonly Slot Tuesday = new(new(2026, 11, 24), DayPart.Morning);

    [Fact]
    public async Task A_service_person_who_is_suspended_is_left_in_peace()
    {
        var unit = await host.AUnit();
        var person = await host.AServicePerson(unit);
        await host.Partner.PutAsJsonAsync(
            $"/api/v1/units/{unit}/service-people/{person}",
            new { helper = ResidentUnitsHost.Helper(), suspended = true }).Body();
        var sent = new InvitationSent(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
            Society.ResidentUnits, person, "repair", new(new(2026, 11, 24), DayPart.Morning),
            host.Clock.GetUtcNow().AddMinutes(30), "policy-1");
        await host.Tell(sent);
        Assert.Equal(
            Refusal.Suspended,
            (await host.Told.First<InvitationRefused>(x => x.InvitationId == sent.InvitationId)).Reason);
    }

    [Fact]
    public async Task A_unit_is_registered_read_listed_and_changed()
    {
        var both = host.Client("units.read units.write", [ResidentUnitsHost.Community, "510104001002"]);
        var code = host.ANewCreditCode();
        var unit = ResidentUnitsHost.Unit(code.ToLowerInvariant(), "510104001002");
        using var created = await both.PostAsJsonAsync(Path, new { community = ResidentUnitsHost.Community, unit });
        var place = $"{created.Headers.Location}";

        var read = (await host.Client("units.read", ["510104001002"]).GetAsync(place).Body()).GetProperty("unit");
        var kept = await host.Partner.PutAsJsonAsync(place, new { unit }).Body();
        await host.Partner.PutAsJsonAsync(place, new { unit = ResidentUnitsHost.Unit(code) }).Body();
        using var list = await host.Partner.GetAsync(Path);

        Assert.Equal(201, (int)created.StatusCode);
        Assert.Equal(code, read.GetProperty("creditCode").GetString());
        Assert.Equal("Qian Duoduo", read.GetProperty("contact").GetProperty("name").GetString());
        Assert.Equal("510104001002", kept.GetProperty("unit").GetProperty("communities")[0].GetString());
        Assert.DoesNotContain("Qian Duoduo", await list.Content.ReadAsStringAsync());
        Assert.Equal((404, "request.not-found", null),
            await host.Client("units.read", ["510104001002"]).GetAsync(place).AsProblem());
    }

    [Theory]
    [InlineData("91350100M000100Y44", 422, "unit.credit-code", "unit.creditCode")]
    [InlineData("91350100M000100Y4", 422, "unit.credit-code", "unit.creditCode")]
    [InlineData("", 422, "unit.credit-code", "unit.creditCode")]
    public async Task A_wrong_credit_code_is_refused(string code, int status, string problem, string field) =>
        Assert.Equal((status, problem, field), await host.Partner.PostAsJsonAsync(
            Path, new { community = ResidentUnitsHost.Community, unit = ResidentUnitsHost.Unit(code) }).AsProblem());

    [Fact]
    public async Task There_is_one_unit_for_each_credit_code_and_none_for_foreign_communities()
    {
        var code = host.ANewCreditCode();
        await host.Partner.PostAsJsonAsync(
            Path, new { community = ResidentUnitsHost.Community, unit = ResidentUnitsHost.Unit(code) }).Body();

        Assert.Equal((409, "request.exists", "unit.creditCode"), await host.Partner.PostAsJsonAsync(
            Path, new { community = ResidentUnitsHost.Community, unit = ResidentUnitsHost.Unit(code) }).AsProblem());
        Assert.Equal((403, "identity.foreign-community", "unit.communities[0]"), await host.Partner.PostAsJsonAsync(
            Path,
            new
            {
                community = ResidentUnitsHost.Community,
                unit = ResidentUnitsHost.Unit(host.ANewCreditCode(), "510104001009"),
            }).AsProblem());
    }

    [Fact]
    public async Task A_unit_answers_for_its_people()
    {
        var unit = await host.AUnit();
        var person = await host.AServicePerson(unit);
        var sent = new InvitationSent(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
            Society.ResidentUnits, person, "repair", Tuesday, host.Clock.GetUtcNow().AddMinutes(30), "linker");
        await host.Tell(sent);
        await IsIn(sent, EngagementState.Asked);

        Assert.Equal((404, "request.not-found", null),
            await host.Partner.PostAsync($"{Path}/{person}/engagements/{sent.InvitationId}/accept", null).AsProblem());
        await host.Partner.PostAsync($"{Path}/{unit}/engagements/{sent.InvitationId}/accept", null).Body();

        var told = await host.Told.First<InvitationAccepted>(x => x.InvitationId == sent.InvitationId);
        Assert.Equal(person, told.ResourceId);
    }

    [Fact]
    public async Task A_withdrawn_invitation_frees_the_person()
    {
        var person = await host.AServicePerson(await host.AUnit());
        var sent = new InvitationSent(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
            Society.ResidentUnits, person, "repair", Tuesday, host.Clock.GetUtcNow().AddMinutes(30), "linker");
        await host.Tell(sent);
        await IsIn(sent, EngagementState.Asked);

        await host.Tell(new InvitationWithdrawn(
            sent.InvitationId, sent.WhistleId, Society.ResidentUnits, person, "surplus"));

        await IsIn(sent, EngagementState.Withdrawn);
    }

    [Fact]
    public async Task A_unit_offers_one_of_its_people_for_an_open_call_until_the_whistle_is_closed()
    {
        var unit = await host.AUnit();
        var person = await host.AServicePerson(unit);
        var line = new NeedLine(Guid.CreateVersion7(), NeedKind.People, "repair", 1, 3, 1, 1, true, [Tuesday], []);
        var blown = new WhistleBlown(
            Guid.CreateVersion7(), 1, Guid.CreateVersion7(), Urgency.Urgent, host.Clock.GetUtcNow().AddHours(4),
            host.Clock.GetUtcNow().AddHours(24), [line]);
        await host.Tell(blown);
        await Patiently.Until("called", () => IsCalled(blown));

        await host.Partner.PostAsJsonAsync(
            $"{Path}/{unit}/offers", new { lineId = line.LineId, slot = $"{Tuesday}", helperId = person }).Body();
        await host.Tell(new WhistleClosed(blown.WhistleId, 1, ClosingCode.Solved));

        Assert.Equal(person, (await host.Told.First<OfferMade>(x => x.LineId == line.LineId)).ResourceId);
        await Patiently.Until("taken down", async () => !await IsCalled(blown));
    }

    [Fact]
    public async Task A_service_person_belongs_to_a_community_that_the_unit_serves()
    {
        var unit = await host.AUnit();
        var both = host.Client("units.write", [ResidentUnitsHost.Community, "510104001002"]);

        Assert.Equal((422, "unit.community-not-served", "community"), await both.PostAsJsonAsync(
            $"{Path}/{unit}/service-people",
            new { helper = ResidentUnitsHost.Helper(), community = "510104001002" }).AsProblem());
        Assert.Equal((403, "identity.foreign-community", "community"), await host.Partner.PostAsJsonAsync(
            $"{Path}/{unit}/service-people",
            new { helper = ResidentUnitsHost.Helper(), community = "510104001002" }).AsProblem());
    }

    [Fact]
    public async Task A_service_person_is_listed_without_name_read_and_changed()
    {
        var unit = await host.AUnit();
        var person = await host.AServicePerson(unit);

        using var list = await host.Partner.GetAsync($"{Path}/{unit}/service-people");
        var read = await host.Partner.GetAsync($"{Path}/{unit}/service-people/{person}").Body();
        var changed = await host.Partner.PutAsJsonAsync(
            $"{Path}/{unit}/service-people/{person}", new { helper = ResidentUnitsHost.Helper("13700137001") }).Body();

        var text = await list.Content.ReadAsStringAsync();
        Assert.Contains($"{person}", text);
        Assert.DoesNotContain("Wu Jianguo", text);
        Assert.Equal("Wu Jianguo", read.GetProperty("helper").GetProperty("name").GetString());
        Assert.Equal("13700137001", changed.GetProperty("helper").GetProperty("phone").GetString());
        await Patiently.Until("Matching is told twice", () => Task.FromResult(host.Told.All<ResourceChanged>()
            .Count(x => x == new ResourceChanged(Society.ResidentUnits, person)) == 2));
    }

    private Task<bool> IsCalled(WhistleBlown blown) => host.Look((ResidentUnitsDb db) =>
        db.OpenCalls.AnyAsync(x => x.WhistleId == blown.WhistleId));

    private Task IsIn(InvitationSent sent, EngagementState state) => Patiently.Until($"engagement {state}", () =>
        host.Look((ResidentUnitsDb db) => db.Engagements.AnyAsync(x => x.Id == sent.InvitationId && x.State == state)));
}
