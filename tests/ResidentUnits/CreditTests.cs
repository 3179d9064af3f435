using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>Minutes become points when the round is closed.</summary>
public sealed class CreditTests(ResidentUnitsHost host) : IClassFixture<ResidentUnitsHost>
{
    [Fact]
    public async Task Who_served_is_credited_when_the_whistle_is_closed()
    {
        var finished = host.AContribution(minutes: 65);

        await host.Tell(finished);
        await IsRemembered(finished);
        Assert.Empty(await Transfers(finished.WhistleId));
        await host.Tell(new WhistleClosed(finished.WhistleId, 1, ClosingCode.Solved));

        var told = await host.Told.First<PointsCredited>(x => x.Cause == finished.InvitationId);
        Assert.Equal((10, "service-minutes", finished.WhistleId), (told.Amount, told.Rule, told.WhistleId));
        var account = await host.Partner.GetAsync($"/api/v1/points/accounts/{told.AccountId}").Body();
        var transfers = await host.Partner.GetAsync($"/api/v1/points/accounts/{told.AccountId}/transfers").Body();
        Assert.Equal(10, account.GetProperty("balance").GetInt64());
        Assert.Equal(finished.ResourceId, account.GetProperty("ownerId").GetGuid());
        Assert.Equal(told.EntryId, transfers.GetProperty("items")[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_closing_heard_first_credits_all_the_same()
    {
        var finished = host.AContribution(minutes: 30);

        await host.Tell(new WhistleClosed(finished.WhistleId, 1, ClosingCode.Partly));
        await Patiently.Until("closed", () => host.Look((ResidentUnitsDb db) =>
            db.ServedRounds.AnyAsync(x => x.WhistleId == finished.WhistleId && x.Code != null)));
        await host.Tell(finished);

        Assert.Equal(5, (await host.Told.First<PointsCredited>(x => x.Cause == finished.InvitationId)).Amount);
    }

    [Fact]
    public async Task Both_at_the_same_moment_and_each_many_times_credit_once()
    {
        var all = Enumerable.Range(0, 10).Select(_ => host.AContribution(minutes: 60)).ToList();

        await Task.WhenAll(all.SelectMany(finished => Enumerable.Range(0, 3).SelectMany(_ => (Task[])
        [
            host.Tell(finished),
            host.Tell(new WhistleClosed(finished.WhistleId, 1, ClosingCode.Solved)),
        ])));
        foreach (var finished in all)
            await host.Told.First<PointsCredited>(x => x.Cause == finished.InvitationId);
        await AllIsHeard();

        foreach (var finished in all)
            Assert.Equal(10, Assert.Single(await Transfers(finished.WhistleId)).Amount);
        Assert.Equal(0, await host.Look((ResidentUnitsDb db) => db.ParkedDeliveries.CountAsync()));
        await TheLedgerIsWhole();
    }

    [Fact]
    public async Task Silence_earns_half_and_other_rounds_nothing()
    {
        var finished = host.AContribution(minutes: 54);
        var later = host.AContribution(finished.WhistleId, round: 2);
        await host.Tell(finished);
        await host.Tell(later);
        await IsRemembered(finished);
        await IsRemembered(later);

        await host.Tell(new WhistleClosed(finished.WhistleId, 1, ClosingCode.Silence));
        await host.Told.First<PointsCredited>(x => x.Cause == finished.InvitationId);

        Assert.Equal(4, Assert.Single(await Transfers(finished.WhistleId)).Amount);
    }

    [Fact]
    public async Task Members_social_workers_and_a_few_minutes_earn_no_points()
    {
        var unit = host.AContribution(society: Society.ResidentUnits);
        EngagementFinished[] others =
        [
            host.AContribution(unit.WhistleId, Society.PartyBranches),
            host.AContribution(unit.WhistleId, Society.SocialWork),
            host.AContribution(unit.WhistleId, Society.Volunteers, minutes: 5),
        ];
        foreach (var finished in others.Append(unit))
        {
            await host.Tell(finished);
            await IsRemembered(finished);
        }

        await host.Tell(new WhistleClosed(unit.WhistleId, 1, ClosingCode.Solved));
        await host.Told.First<PointsCredited>(x => x.Cause == unit.InvitationId);

        Assert.Equal(unit.InvitationId, Assert.Single(await Transfers(unit.WhistleId)).Cause);
    }

    [Fact]
    public async Task Who_served_twice_in_a_round_has_one_account()
    {
        var first = host.AContribution();
        var second = host.AContribution(first.WhistleId, helper: first.ResourceId);
        await host.Tell(first);
        await host.Tell(second);
        await IsRemembered(first);
        await IsRemembered(second);

        await host.Tell(new WhistleClosed(first.WhistleId, 1, ClosingCode.Solved));
        var one = await host.Told.First<PointsCredited>(x => x.Cause == first.InvitationId);
        var other = await host.Told.First<PointsCredited>(x => x.Cause == second.InvitationId);

        Assert.Equal(one.AccountId, other.AccountId);
        var account = await host.Partner.GetAsync($"/api/v1/points/accounts/{one.AccountId}").Body();
        Assert.Equal(20, account.GetProperty("balance").GetInt64());
    }

    [Fact]
    public async Task Accounts_are_listed_by_id_and_for_ones_own_communities()
    {
        foreach (var minutes in (int[])[30, 90, 60])
        {
            var finished = host.AContribution(minutes: minutes);
            await host.Tell(finished);
            await host.Tell(new WhistleClosed(finished.WhistleId, 1, ClosingCode.Solved));
            await host.Told.First<PointsCredited>(x => x.Cause == finished.InvitationId);
        }

        var list = await host.Partner.GetAsync("/api/v1/points/accounts?limit=200").Body();
        var ids = list.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("id").GetGuid()).ToList();
        var stranger = host.Client("points.read", ["510104001002"]);

        Assert.True(ids.Count >= 4);
        Assert.Equal(ids.Order(), ids);
        Assert.Equal((404, "request.not-found", null),
            await stranger.GetAsync($"/api/v1/points/accounts/{ids[0]}").AsProblem());
        Assert.Equal((404, "request.not-found", null),
            await stranger.GetAsync($"/api/v1/points/accounts/{ids[0]}/transfers").AsProblem());
        Assert.Equal((403, "identity.foreign-community", "community"),
            await stranger.GetAsync($"/api/v1/points/balance?community={ResidentUnitsHost.Community}").AsProblem());
        await TheLedgerIsWhole();
    }

    private async Task TheLedgerIsWhole()
    {
        var balance = await host.Partner.GetAsync(
            $"/api/v1/points/balance?community={ResidentUnitsHost.Community}").Body();
        Assert.Equal(0, balance.GetProperty("sum").GetInt64());
        Assert.True(balance.GetProperty("issued").GetInt64() > 0);
    }

    private Task<List<Transfer>> Transfers(Guid whistle) => host.Look((ResidentUnitsDb db) =>
        db.Transfers.Where(x => x.WhistleId == whistle).ToListAsync());

    private Task IsRemembered(EngagementFinished finished) => Patiently.Until("remembered", () =>
        host.Look((ResidentUnitsDb db) => db.ServedRounds.AnyAsync(x =>
            x.Contributions.Any(contribution => contribution.EngagementId == finished.InvitationId))));

    /// <summary>Nothing is under way any more, so what has not come will not come.</summary>
    private Task AllIsHeard() => Patiently.Until("the inbox", async () =>
    {
        var told = host.Told.All<EngagementFinished>().Count + host.Told.All<WhistleClosed>().Count;
        return told == await host.Look((ResidentUnitsDb db) => db.Inbox.CountAsync(x =>
            x.Consumer.EndsWith(nameof(OnEngagementFinished)) || x.Consumer.EndsWith(nameof(OnWhistleClosed))));
    });
}
