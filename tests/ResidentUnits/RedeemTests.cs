using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>Points are reserved for something in a unit's shop, and spent when it is handed out.</summary>
public sealed class RedeemTests(ResidentUnitsHost host) : IClassFixture<ResidentUnitsHost>
{
    [Fact]
    public async Task Points_are_reserved_and_go_to_the_unit_when_it_hands_out()
    {
        var (account, unit, shop) = (await AnAccount(10), await host.AUnit(), host.Client("points.read points.write",
            clientId: "shop"));
        var reserved = await Reserve(account, unit, 7);

        Assert.Equal((10, 7), await Holds(account));
        Assert.Equal(("Held", 7, "partner"), (Text(reserved, "state"), Number(reserved, "amount"), Text(reserved, "by")));
        Assert.Equal((409, "points.balance-too-low", null), await Ask(account, unit, 4).AsProblem());

        var ended = await shop.PostAsJsonAsync($"/api/v1/points/reservations/{Id(reserved)}/commit", new { }).Body();

        Assert.Equal(("Committed", "shop"), (Text(ended, "state"), Text(ended, "endedBy")));
        Assert.Equal((3, 0), await Holds(account));
        Assert.Equal((7, 0), await Holds(Guid.Parse(Text(ended, "unitAccountId")!)));
        var transfer = await Get($"transfers/{Id(reserved)}");
        Assert.Equal(("redemption", "shop", 7), (Text(transfer, "rule"), Text(transfer, "by"), Number(transfer, "amount")));
        Assert.Equal(0, Number(await Get($"balance?community={ResidentUnitsHost.Community}"), "sum"));
    }

    [Fact]
    public async Task What_is_not_handed_out_is_free_again()
    {
        var (account, unit) = (await AnAccount(10), await host.AUnit());
        var reserved = await Reserve(account, unit, 7);

        await End(reserved, "void").Body();

        Assert.Equal((10, 0), await Holds(account));
        Assert.Equal((409, "points.reservation-ended", null), await End(reserved, "commit").AsProblem());
        Assert.Equal("Voided", Text(await End(reserved, "void").Body(), "state"));
        Assert.Equal(7, Number(await Reserve(account, unit, 7), "amount"));
    }

    [Fact]
    public async Task A_reservation_expires_by_itself()
    {
        await using var alone = new ResidentUnitsHost { Settings = { ["Points:ReservedFor"] = "02:00:00" } };
        var (account, unit) = ((await alone.Accounts(10))[0], await alone.AUnit());
        var reserved = await alone.Partner.PostAsJsonAsync(
            "/api/v1/points/reservations", new { accountId = account, unitId = unit, amount = 7 }).Body();

        alone.Clock.Advance(TimeSpan.FromHours(2));

        await Patiently.Until("it is expired", async () =>
        {
            alone.Clock.Advance(TimeSpan.FromMinutes(1));
            var now = await alone.Partner.GetAsync($"/api/v1/points/reservations/{Id(reserved)}").Body();
            return Text(now, "state") == "Expired" && !now.TryGetProperty("endedBy", out _);
        });
        Assert.Equal((409, "points.reservation-expired", null), await alone.Partner.PostAsJsonAsync(
            $"/api/v1/points/reservations/{Id(reserved)}/commit", new { }).AsProblem());
        var free = await alone.Partner.GetAsync($"/api/v1/points/accounts/{account}").Body();
        Assert.Equal((10, 0), (Number(free, "balance"), Number(free, "reserved")));
    }

    [Fact]
    public async Task The_same_id_is_answered_the_same_and_another_wish_under_it_is_refused()
    {
        var (account, unit, id) = (await AnAccount(10), await host.AUnit(), Guid.CreateVersion7());
        foreach (var path in new[] { "reservations", "transfers" })
        {
            var first = await Ask(account, unit, 3, id, path).Body();
            var second = await Ask(account, unit, 3, id, path).Body();
            var third = await Ask(account, unit, 3, id, path).Body();

            Assert.Equal((id, 3), (Guid.Parse(Id(first)), Number(first, "amount")));
            Assert.Equal((Id(first), At(first)), (Id(second), At(second)));
            Assert.Equal(second.GetRawText(), third.GetRawText());
            Assert.Equal((409, "request.exists", "id"), await Ask(account, unit, 2, id, path).AsProblem());
            id = Guid.CreateVersion7();
        }

        Assert.Equal((7, 3), await Holds(account));
    }

    [Fact]
    public async Task One_id_is_one_thing()
    {
        var (account, unit, id) = (await AnAccount(10), await host.AUnit(), Guid.CreateVersion7());
        await Ask(account, unit, 3, id, "transfers").Body();
        var reserved = await Reserve(account, unit, 3);

        Assert.Equal("Committed", Text(await Ask(account, unit, 3, id).Body(), "state"));
        Assert.Equal((409, "request.exists", "id"),
            await Ask(account, unit, 3, Guid.Parse(Id(reserved)), "transfers").AsProblem());
        Assert.Equal((7, 3), await Holds(account));
    }

    [Fact]
    public async Task Only_helpers_spend_and_only_at_a_unit_of_their_community()
    {
        var (account, unit) = (await AnAccount(10), await host.AUnit());
        var atUnit = Guid.Parse(Text(await Ask(account, unit, 5, path: "transfers").Body(), "creditId")!);
        var stranger = host.Client("points.read points.write", ["510104001002"]);
        var reader = host.Client("points.read");
        var wish = new { accountId = account, unitId = unit, amount = 1 };

        Assert.Equal((404, "request.not-found", "accountId"), await Ask(atUnit, unit, 1).AsProblem());
        Assert.Equal((404, "request.not-found", "accountId"),
            await stranger.PostAsJsonAsync("/api/v1/points/reservations", wish).AsProblem());
        Assert.Equal(HttpStatusCode.Forbidden,
            (await reader.PostAsJsonAsync("/api/v1/points/reservations", wish)).StatusCode);
        Assert.Equal((422, "unit.community-not-served", "unitId"), await Ask(account, Guid.NewGuid(), 1).AsProblem());
        Assert.Equal((422, "request.out-of-range", "amount"), await Ask(account, unit, 0).AsProblem());
        var reserved = await Reserve(account, unit, 1);
        Assert.Equal((404, "request.not-found", null), await stranger.PostAsJsonAsync(
            $"/api/v1/points/reservations/{Id(reserved)}/commit", new { }).AsProblem());
        Assert.Equal(HttpStatusCode.NotFound,
            (await stranger.GetAsync($"/api/v1/points/reservations/{Id(reserved)}")).StatusCode);
    }

    [Fact]
    public async Task A_unit_finds_what_it_is_to_hand_out()
    {
        var (account, unit) = (await AnAccount(10), await host.AUnit());
        var (first, second) = (await Reserve(account, unit, 2), await Reserve(account, unit, 3));
        await End(first, "commit").Body();
        var shop = Text(first, "unitAccountId");

        var held = await Get($"reservations?state=Held&account={shop}");

        Assert.Equal(Id(second), Id(Assert.Single(held.GetProperty("items").EnumerateArray())));
        Assert.Equal(shop, Id(Assert.Single((await Get($"accounts?owner={unit}")).GetProperty("items").EnumerateArray())));
    }

    private async Task<Guid> AnAccount(long credit) => (await host.Accounts(credit))[0];

    private Task<JsonElement> Reserve(Guid account, Guid unit, int amount) => Ask(account, unit, amount).Body();

    private Task<HttpResponseMessage> Ask(
        Guid account, Guid unit, int amount, Guid? id = null, string path = "reservations") =>
        host.Partner.PostAsJsonAsync($"/api/v1/points/{path}", new { accountId = account, unitId = unit, amount, id });

    private Task<HttpResponseMessage> End(JsonElement reserved, string how) =>
        host.Partner.PostAsJsonAsync($"/api/v1/points/reservations/{Id(reserved)}/{how}", new { });

    private async Task<(long Balance, long Reserved)> Holds(Guid account)
    {
        var view = await Get($"accounts/{account}");
        return (Number(view, "balance"), Number(view, "reserved"));
    }

    private Task<JsonElement> Get(string path) => host.Partner.GetAsync($"/api/v1/points/{path}").Body();

    private static DateTimeOffset At(JsonElement of) => of.GetProperty("at").GetDateTimeOffset();

    private static string Id(JsonElement of) => Text(of, "id")!;

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
