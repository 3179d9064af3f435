using System.Net.Http.Json;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>What units lend and give: offered, asked, kept free, delivered.</summary>
public sealed class ThingTests(ResidentUnitsHost host) : IClassFixture<ResidentUnitsHost>
{
    private static readonly Slot Tuesday = new(new(2026, 11, 24), DayPart.Morning);

    [Fact]
    public async Task A_thing_is_offered_read_listed_and_restocked()
    {
        var unit = await host.AUnit();
        var id = Guid.CreateVersion7();
        var offer = new { id, thing = AThing("Goods", 10) };
        using var created = await host.Partner.PostAsJsonAsync($"/api/v1/units/{unit}/things", offer);
        var place = $"{created.Headers.Location}";
        Assert.Equal((201, $"/api/v1/units/{unit}/things/{id}"), ((int)created.StatusCode, place));
        Assert.Equal((409, "request.exists", "id"),
            await host.Partner.PostAsJsonAsync($"/api/v1/units/{unit}/things", offer).AsProblem());

        var old = created.Headers.ETag!.Tag;
        var restocked = await Put(place, AThing("Goods", 25), old).Body();
        Assert.Equal((412, "request.outdated"), Short(await Put(place, AThing("Goods", 25), old).AsProblem()));
        Assert.Equal(25, restocked.GetProperty("thing").GetProperty("size").GetInt64());
        Assert.Equal((422, "thing.kind-fixed"), Short(await Put(place, AThing("Fund", 25)).AsProblem()));

        var goods = await host.Partner.GetAsync($"/api/v1/units/{unit}/things?kind=Goods").Body();
        Assert.Equal(id, Assert.Single(goods.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        var funds = await host.Partner.GetAsync($"/api/v1/units/{unit}/things?kind=Fund").Body();
        Assert.Empty(funds.GetProperty("items").EnumerateArray());
        Assert.Equal((404, "request.not-found"), Short(await host.Client("units.read", ["510104001009"]).GetAsync(place)
            .AsProblem()));
        await Patiently.Until("Matching is told twice", () => Task.FromResult(host.Told.All<ResourceChanged>()
            .Count(x => x == new ResourceChanged(Society.ResidentUnits, id)) == 2));
    }

    [Theory]
    [InlineData("People", "hall", 10, "thing.kind", "thing.kind")]
    [InlineData("Venue", "Hall!", 10, "helper.code", "thing.code")]
    [InlineData("Venue", "hall", 0, "request.out-of-range", "thing.size")]
    [InlineData("Goods", "rice", -1, "request.out-of-range", "thing.size")]
    [InlineData("Fund", "aid", 1_000_000_000_001, "request.out-of-range", "thing.size")]
    public async Task What_is_wrong_with_a_thing_is_said_at_its_field(
        string kind, string code, long size, string problem, string field)
    {
        var unit = await host.AUnit();
        Assert.Equal((422, problem, field), await host.Partner.PostAsJsonAsync(
            $"/api/v1/units/{unit}/things", new { thing = AThing(kind, size, code) }).AsProblem());
        Assert.Equal(0, await host.Look((ResidentUnitsDb db) => db.Things.CountAsync(x => x.AnsweredById == unit)));
    }

    [Fact]
    public async Task Goods_are_kept_free_and_gone_when_delivered_and_the_rest_is_free_again()
    {
        var (unit, goods) = await Offered("Goods", 10);
        var first = await Asked(goods, NeedKind.Goods, 7);
        await IsRefused(await Asked(goods, NeedKind.Goods, 4, Tuesday with { Part = DayPart.Evening }), Refusal.NoCapacity);
        Assert.Equal((409, "thing.promised", "thing.size"),
            await Put($"/api/v1/units/{unit}/things/{goods}", AThing("Goods", 6)).AsProblem());

        await Act(unit, first, "accept").Body();
        Assert.Equal((409, "engagement.illegal-move"), Short(await Act(unit, first, "start").AsProblem()));
        Assert.Equal((409, "engagement.illegal-move"), Short(await Act(unit, first, "finish").AsProblem()));
        Assert.Equal((422, "request.out-of-range", "quantity"),
            await Act(unit, first, "deliver", new { quantity = 8 }).AsProblem());
        Assert.Equal((422, "request.out-of-range", "quantity"),
            await Act(unit, first, "deliver", new { quantity = 0 }).AsProblem());
        var delivered = await Act(unit, first, "deliver", new { quantity = 5 }).Body();
        Assert.Equal(("Delivered", 5), (delivered.GetProperty("state").GetString(), delivered.GetProperty("quantity").GetInt64()));
        Assert.Equal((409, "engagement.illegal-move"), Short(await Act(unit, first, "deliver").AsProblem()));

        var told = await host.Told.First<EngagementDelivered>(x => x.InvitationId == first.InvitationId);
        Assert.Equal((5L, "partner", goods), (told.Quantity, told.Client, told.ResourceId));
        Assert.Equal((5L, 0L, 0), await Stock(goods));
        Assert.DoesNotContain(host.Told.All<EngagementFinished>(), x => x.InvitationId == first.InvitationId);
    }

    [Theory]
    [InlineData("Declined")]
    [InlineData("Withdrawn")]
    [InlineData("Expired")]
    [InlineData("Missed")]
    public async Task What_is_not_delivered_is_free_again(string end)
    {
        await using var own = new ResidentUnitsHost();
        var unit = await own.AUnit();
        var fund = await AThing(own, unit, "Fund", 50_000);
        var sent = AnInvitation(own, fund, NeedKind.Fund, 50_000);
        await own.Tell(sent);
        await IsIn(own, sent, EngagementState.Asked);
        Assert.Equal((50_000L, 50_000L, 1), await Stock(own, fund));

        if (end == "Declined")
            await Act(own, unit, sent, "decline").Body();
        else if (end == "Withdrawn")
            await own.Tell(new InvitationWithdrawn(sent.InvitationId, sent.WhistleId, sent.Society, fund, "surplus"));
        else if (end == "Expired")
            own.Clock.Advance(TimeSpan.FromMinutes(31));
        else
        {
            await Act(own, unit, sent, "accept").Body();
            // Monday nine o'clock: Tuesday's morning ends at eleven, 26 hours on, and half an hour is left beyond it.
            own.Clock.Advance(TimeSpan.FromHours(26.4));
            await Task.Delay(100);
            await IsIn(own, sent, EngagementState.Accepted);
            own.Clock.Advance(TimeSpan.FromHours(0.2));
        }

        await Patiently.Until(end, async () =>
        {
            own.Clock.Advance(TimeSpan.FromSeconds(1));
            return await Is(own, sent, Enum.Parse<EngagementState>(end));
        });
        Assert.Equal((50_000L, 0L, 0), await Stock(own, fund));
    }

    [Fact]
    public async Task A_venue_is_had_whole_in_a_slot_and_stays_taken_when_it_was_used()
    {
        var (unit, hall) = await Offered("Venue", 60);
        var first = await Asked(hall, NeedKind.Venue, 40);
        await IsRefused(await Asked(hall, NeedKind.Venue, 1), Refusal.NoCapacity);
        await IsRefused(await Asked(hall, NeedKind.Venue, 61, Tuesday with { Part = DayPart.Evening }), Refusal.NoCapacity);
        await Act(unit, first, "accept").Body();
        await Act(unit, first, "deliver").Body();
        await IsRefused(await Asked(hall, NeedKind.Venue, 1), Refusal.NoCapacity);
        await Asked(hall, NeedKind.Venue, 60, Tuesday with { Part = DayPart.Evening });
    }

    [Fact]
    public async Task A_service_takes_as_many_as_it_has_places_for()
    {
        var (unit, canteen) = await Offered("Service", 30);
        var first = await Asked(canteen, NeedKind.Service, 20);
        await Asked(canteen, NeedKind.Service, 10);
        await IsRefused(await Asked(canteen, NeedKind.Service, 1), Refusal.NoCapacity);
        await Act(unit, first, "accept").Body();
        await Act(unit, first, "deliver", new { quantity = 15 }).Body();
        await IsRefused(await Asked(canteen, NeedKind.Service, 6), Refusal.NoCapacity);
        await Asked(canteen, NeedKind.Service, 5);
    }

    [Fact]
    public async Task Two_whistles_at_once_for_one_venue_do_not_both_get_it()
    {
        var (_, hall) = await Offered("Venue", 60);
        var sent = Enumerable.Range(0, 6).Select(_ => AnInvitation(host, hall, NeedKind.Venue, 40)).ToList();
        await Task.WhenAll(sent.Select(x => host.Tell(x)));

        await Patiently.Until("all are answered", () => host.Look((ResidentUnitsDb db) => Task.FromResult(
            db.Engagements.Count(x => x.HelperId == hall) == sent.Count)));
        Assert.Equal(1, await host.Look((ResidentUnitsDb db) =>
            db.Engagements.CountAsync(x => x.HelperId == hall && x.State == EngagementState.Asked)));
        await Patiently.Until("the others are refused", () => Task.FromResult(
            host.Told.All<InvitationRefused>().Count(x => x.ResourceId == hall && x.Reason == Refusal.NoCapacity) == 5));
    }

    [Fact]
    public async Task A_person_is_not_delivered()
    {
        var unit = await host.AUnit();
        var sent = AnInvitation(host, await host.AServicePerson(unit), NeedKind.People, 0);
        await host.Tell(sent);
        await IsIn(host, sent, EngagementState.Asked);
        await Act(unit, sent, "accept").Body();
        Assert.Equal((409, "engagement.illegal-move"), Short(await Act(unit, sent, "deliver").AsProblem()));
        await Act(unit, sent, "start").Body();
    }

    internal static object AThing(string kind, long size, string? code = null) => new
    {
        kind,
        code = code ?? kind.ToLowerInvariant(),
        name = $"An invented {kind}",
        size,
        place = new { longitude = 104.06, latitude = 30.67 },
    };

    internal static async Task<Guid> AThing(ResidentUnitsHost host, Guid unit, string kind, long size) =>
        (await host.Partner.PostAsJsonAsync($"/api/v1/units/{unit}/things", new { thing = AThing(kind, size) }).Body())
        .GetProperty("id").GetGuid();

    internal static InvitationSent AnInvitation(
        ResidentUnitsHost host, Guid thing, NeedKind kind, long size, Slot? slot = null) => new(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
            Society.ResidentUnits, thing, "any", slot ?? Tuesday, host.Clock.GetUtcNow().AddMinutes(30), "linker",
            Urgency.General, kind, size);

    internal static Task<HttpResponseMessage> Act(
        ResidentUnitsHost host, Guid unit, InvitationSent sent, string verb, object? body = null) =>
        host.Partner.PostAsJsonAsync($"/api/v1/units/{unit}/engagements/{sent.InvitationId}/{verb}", body ?? new { });

    private static (int, string?) Short((int Status, string? Code, string? Field) problem) => (problem.Status, problem.Code);

    private static Task<(long Size, long Reserved, int Holding)> Stock(ResidentUnitsHost host, Guid thing) =>
        host.Look(async (ResidentUnitsDb db) =>
        {
            var row = await db.Things.SingleAsync(x => x.Id == thing);
            return (row.Size, row.Reserved, row.Holding);
        });

    private static Task<bool> Is(ResidentUnitsHost host, InvitationSent sent, EngagementState state) => host.Look(
        (ResidentUnitsDb db) => db.Engagements.AnyAsync(x => x.Id == sent.InvitationId && x.State == state));

    private static Task IsIn(ResidentUnitsHost host, InvitationSent sent, EngagementState state) =>
        Patiently.Until($"engagement {state}", () => Is(host, sent, state));

    private Task<(long Size, long Reserved, int Holding)> Stock(Guid thing) => Stock(host, thing);

    private async Task<(Guid Unit, Guid Thing)> Offered(string kind, long size)
    {
        var unit = await host.AUnit();
        return (unit, await AThing(host, unit, kind, size));
    }

    private async Task<InvitationSent> Asked(Guid thing, NeedKind kind, long size, Slot? slot = null)
    {
        var sent = AnInvitation(host, thing, kind, size, slot);
        await host.Tell(sent);
        await Patiently.Until("answered", () => host.Look(
            (ResidentUnitsDb db) => db.Engagements.AnyAsync(x => x.Id == sent.InvitationId)));
        return sent;
    }

    private async Task IsRefused(InvitationSent sent, Refusal reason) => Assert.Equal(
        reason, (await host.Told.First<InvitationRefused>(x => x.InvitationId == sent.InvitationId)).Reason);

    private Task<HttpResponseMessage> Act(Guid unit, InvitationSent sent, string verb, object? body = null) =>
        Act(host, unit, sent, verb, body);

    private Task<HttpResponseMessage> Put(string path, object thing, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { thing }) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return host.Partner.SendAsync(request);
    }
}
