using System.Net.Http.Json;
using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>What a unit and a community build together (共建协议).</summary>
public sealed class AgreementTests(ResidentUnitsHost host) : IClassFixture<ResidentUnitsHost>
{
    public static IEnumerable<object[]> AllMoves =>
        from state in Enum.GetValues<AgreementState>()
        from move in Enum.GetValues<AgreementMove>()
        select new object[] { state, move };

    [Theory]
    [MemberData(nameof(AllMoves))]
    public void A_move_that_the_table_does_not_have_is_refused(AgreementState from, AgreementMove move)
    {
        var form = new AgreementForm(new(2026, 1, 1), new(2026, 12, 31), [], [], []);
        var agreement = new Agreement { Id = Guid.CreateVersion7(), Community = "510104001001", UnitId = Guid.CreateVersion7() };
        if (from == AgreementState.Signed)
            agreement.Sign(DateTimeOffset.UnixEpoch);
        if (from == AgreementState.Ended)
            agreement.End(DateTimeOffset.UnixEpoch);
        if (from == AgreementState.Signed)
            form = new(agreement.From, agreement.Until, [], [], []);

        var broken = Record.Exception(() =>
        {
            if (move == AgreementMove.Change)
                agreement.Change(form);
            else if (move == AgreementMove.Sign)
                agreement.Sign(DateTimeOffset.UnixEpoch);
            else if (move == AgreementMove.Report)
                agreement.Report(new(2026, 1, "Well"));
            else
                agreement.End(DateTimeOffset.UnixEpoch);
        }) as BrokenRule;

        Assert.Equal(Agreement.Moves.ContainsKey((from, move)) ? null : Agreement.IllegalMove, broken?.Problem);
        Assert.Equal(Agreement.Moves.GetValueOrDefault((from, move), from), agreement.State);
    }

    [Fact]
    public async Task It_is_drafted_signed_reported_on_and_ended()
    {
        var unit = await host.AUnit();
        var thing = await ThingTests.AThing(host, unit, "Venue", 60);
        var path = $"/api/v1/units/{unit}/agreements";
        var made = await host.Partner.PostAsJsonAsync(path, new
        {
            community = ResidentUnitsHost.Community,
            agreement = AnAgreement(thing),
        }).Body();
        var one = $"{path}/{made.GetProperty("id").GetGuid()}";
        await host.Partner.PutAsJsonAsync(one, new { agreement = AnAgreement(thing, need: "A place for two clubs") }).Body();

        var signed = await host.Partner.PostAsync($"{one}/sign", null).Body();
        Assert.Equal("Signed", signed.GetProperty("state").GetString());
        var told = await host.Told.First<AgreementSigned>(x => x.UnitId == unit);
        Assert.Equal(made.GetProperty("id").GetGuid(), told.AgreementId);
        Assert.Equal((409, "agreement.signed", null), await host.Partner.PutAsJsonAsync(
            one, new { agreement = AnAgreement(thing, need: "Something else") }).AsProblem());
        var going = await host.Partner.PutAsJsonAsync(
            one, new { agreement = AnAgreement(thing, need: "A place for two clubs", status: "Done") }).Body();
        Assert.Equal("Done", going.GetProperty("agreement").GetProperty("projects")[0].GetProperty("status").GetString());

        var feedback = new { year = 2026, quarter = 4, what = "Twelve evenings in the hall" };
        await host.Partner.PostAsJsonAsync($"{one}/feedback", feedback).Body();
        Assert.Equal((409, "agreement.quarter-reported", null),
            await host.Partner.PostAsJsonAsync($"{one}/feedback", feedback).AsProblem());
        await host.Partner.PostAsync($"{one}/end", null).Body();

        var read = await host.Partner.GetAsync(one).Body();
        Assert.Equal("Ended", read.GetProperty("state").GetString());
        Assert.Equal(4, read.GetProperty("feedback")[0].GetProperty("quarter").GetInt32());
        Assert.Equal(thing, read.GetProperty("agreement").GetProperty("resources")[0].GetProperty("thingId").GetGuid());
        var ended = await host.Partner.GetAsync($"{path}?state=Ended").Body();
        Assert.Single(ended.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        var unit = await host.AUnit();
        var others = await ThingTests.AThing(host, await host.AUnit(), "Venue", 60);
        Assert.Equal((422, "agreement.no-thing", "agreement.resources[0].thingId"), await Draft(unit, AnAgreement(others)));
        Assert.Equal((422, "request.out-of-range", "agreement.until"),
            await Draft(unit, AnAgreement(null, until: "2025-12-31")));
        Assert.Equal((422, "request.text-length", "agreement.needs[0]"), await Draft(unit, AnAgreement(null, need: " ")));
        Assert.Equal((403, "identity.foreign-community", "community"),
            await Draft(unit, AnAgreement(null), "510104001009"));
    }

    private static object AnAgreement(
        Guid? thing, string need = "A place for the chess club", string status = "Running", string until = "2026-12-31") =>
        new
        {
            from = "2026-01-01",
            until,
            needs = new[] { need },
            resources = new[] { new { what = "The hall on weekday evenings", thingId = thing } },
            projects = new[] { new { what = "Club evenings", status } },
            targets = new[] { new { year = 2026, what = "Forty evenings" } },
        };

    private Task<(int, string?, string?)> Draft(
        Guid unit, object agreement, string community = ResidentUnitsHost.Community) =>
        host.Partner.PostAsJsonAsync($"/api/v1/units/{unit}/agreements", new { community, agreement }).AsProblem();
}
