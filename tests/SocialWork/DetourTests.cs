using System.Net.Http.Json;
using FiveSocieties.Events;
using FiveSocieties.SocialWork;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>Withdrawn, paused, handed up, reopened, and somebody who does not come.</summary>
public sealed class DetourTests : IAsyncDisposable
{
    private readonly Town town = new();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task A_withdrawn_whistle_thanks_whoever_is_asked_and_whoever_is_on_the_way()
    {
        var (whistle, coming, begun, asked) = await AStartedLinkage();

        await town.Tell(new WhistleClosed(whistle.WhistleId, 1, ClosingCode.NoLongerNeeded));

        await town.LinkageIn(whistle, LinkageState.Withdrawn);
        await Patiently.Until("both are told", () => Task.FromResult(Thanked().Count == 2));
        Assert.All(town.Told.All<InvitationWithdrawn>(), x => Assert.Equal("whistle-withdrawn", x.Reason));
        Assert.Equal(new[] { coming.InvitationId, asked.InvitationId }.Order(), Thanked().Order());

        await town.Finishes(begun, 40);
        await town.LinkageWhere(whistle, x => x.Minutes == 40 && x.State == LinkageState.Withdrawn);
        Assert.Empty(town.Told.All<LinkageServed>());
    }

    [Theory]
    [InlineData("not-ours")]
    [InlineData("deferred")]
    public async Task What_the_sub_district_gives_up_releases_whoever_had_accepted(string reason)
    {
        var (whistle, accepted) = await ALinkageThatFellShort();
        await town.Tell(new WhistleEscalated(whistle.WhistleId, 1, "fell-short"), version: 4);
        await Settle(whistle.WhistleId, 4);
        Assert.Empty(Thanked());

        await Tell(whistle, reason, version: 5);
        var withdrawn = await town.Told.First<InvitationWithdrawn>();
        Assert.Equal((accepted.InvitationId, reason), (withdrawn.InvitationId, withdrawn.Reason));
        await town.LinkageIn(whistle, LinkageState.Withdrawn);
    }

    [Fact]
    public async Task A_whistle_that_runs_late_asks_nobody_further_and_keeps_who_has_accepted()
    {
        var (whistle, _, _, asked) = await AStartedLinkage();
        await town.Tell(new WhistleEscalated(whistle.WhistleId, 1, "resolve-by-passed"), version: 3);

        var linkage = await town.LinkageIn(whistle, LinkageState.FellShort);
        Assert.Equal([asked.InvitationId], linkage.Invitations
            .Where(x => x.State == InvitationState.Withdrawn).Select(x => x.Id));
        Assert.Null(linkage.NextLookAt);
        Assert.Equal("escalated", (await town.Told.First<InvitationWithdrawn>()).Reason);
    }

    [Fact]
    public async Task Nobody_is_asked_while_the_clocks_stand_still_and_then_the_looking_goes_on()
    {
        town.ANeighbour();
        town.ANeighbour(circle: Circle.FifteenMinutes);
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var asked = (await town.Invited(line, 1))[0];

        await town.Wait(TimeSpan.FromMinutes(10));
        var paused = new WhistlePaused(whistle.WhistleId, 1, "resident-away", town.Clock.GetUtcNow().AddDays(1));
        await town.Tell(paused, version: 3);
        Assert.Equal("paused", (await town.Told.First<InvitationWithdrawn>()).Reason);
        await town.Declines(asked);
        await town.Wait(TimeSpan.FromHours(3));
        Assert.Equal(["pause"], (await town.LinkageWhere(whistle, _ => true)).WaitsFor);
        Assert.Empty(town.Told.All<CircleWidened>());
        Assert.Single(town.Sent(line));

        await town.Tell(new WhistleResumed(whistle.WhistleId, 1, whistle.RespondBy, whistle.ResolveBy), version: 4);
        await town.Tell(paused, version: 3);
        await town.Invited(line, 2);
        Assert.Null((await town.LinkageWhere(whistle, x => x.PausedAt is null)).PausedAt);
    }

    [Fact]
    public async Task Who_offers_while_the_clocks_stand_still_is_invited_when_they_run_again()
    {
        var line = town.ALine(quantity: 2, minimum: 2);
        town.ANeighbour();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        await town.Invited(line, 1);
        await town.Tell(
            new WhistlePaused(whistle.WhistleId, 1, "resident-away", town.Clock.GetUtcNow().AddDays(1)), version: 3);
        await town.LinkageWhere(whistle, x => x.PausedAt is not null);
        var offer = AnOffer(whistle, line);
        await town.Tell(offer);
        await town.Tell(offer);
        await IsKept(offer);
        Assert.DoesNotContain(town.Sent(line), x => x.ResourceId == offer.ResourceId);

        await town.Tell(new WhistleResumed(whistle.WhistleId, 1, whistle.RespondBy, whistle.ResolveBy), version: 4);

        var invited = (await town.Invited(line, 2)).Single(x => x.ResourceId == offer.ResourceId);
        Assert.Equal("offer", invited.DecidedBy);
        Assert.False(await town.Look<SocialWorkDb, bool>(db => db.EarlyOffers.AnyAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_offer_for_what_was_handed_up_or_closed_invites_nobody(bool handedUp)
    {
        await town.ALinker();
        var line = town.ALine();
        var whistle = town.AWhistle(Urgency.General, line);
        var (early, late) = (AnOffer(whistle, line), AnOffer(whistle, line));
        await town.Tell(early);
        await IsKept(early);
        if (handedUp)
            await town.Tell(new WhistleEscalated(whistle.WhistleId, 1, "resolve-by-passed"), version: 3);
        else
            await town.Tell(new WhistleClosed(whistle.WhistleId, 1, ClosingCode.NoLongerNeeded), version: 3);
        await Patiently.Until("the offer is forgotten", () =>
            town.Look<SocialWorkDb, bool>(async db => !await db.EarlyOffers.AnyAsync()));
        await town.TellAndWait(late);
        await town.TellAndWait(whistle, version: 2);
        await town.TellAndWait(whistle with { Round = 2 }, version: 4);

        await town.LinkageIn(whistle with { Round = 2 }, LinkageState.Open);
        Assert.Empty(town.Sent(line));
        Assert.False(await town.Look<SocialWorkDb, bool>(db => db.EarlyOffers.AnyAsync()));
    }

    [Fact]
    public async Task An_offer_for_a_linkage_that_fell_short_invites_nobody()
    {
        var (whistle, _) = await ALinkageThatFellShort();
        var offer = AnOffer(whistle, whistle.Lines[1]);
        await town.TellAndWait(offer);
        Assert.DoesNotContain(town.Told.All<InvitationSent>(), x => x.ResourceId == offer.ResourceId);
    }

    [Fact]
    public async Task Who_offers_while_others_serve_replaces_whoever_did_not_come()
    {
        town.ANeighbour();
        town.ANeighbour();
        town.ANeighbour();
        var line = town.ALine(quantity: 2, minimum: 2);
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 3);
        await town.Accepts(invited[0]);
        await town.Accepts(invited[1]);
        await town.Starts(invited[0]);
        await town.LinkageIn(whistle, LinkageState.InService);
        await town.TellAndWait(AnOffer(whistle, line));
        Assert.Equal(3, town.Sent(line).Count);

        town.Neighbours.Clear();
        town.Matching.Away = 1;
        await town.Misses(invited[1]);
        var offer = AnOffer(whistle, line);
        await town.LinkageWhere(whistle, x => x.LookFailures == 1);
        await town.Tell(offer);
        Assert.Equal(offer.ResourceId, (await town.Invited(line, 4))[3].ResourceId);
    }

    [Theory]
    [InlineData("not-ours", false)]
    [InlineData("deferred", false)]
    [InlineData("paused", true)]
    public async Task News_that_come_before_the_blowing_are_kept(string news, bool opens)
    {
        town.ANeighbour();
        await town.ALinker();
        var line = town.ALine();
        var whistle = town.AWhistle(Urgency.Urgent, line);
        await Tell(whistle, news, version: 5);
        await Settle(whistle.WhistleId, 5);
        await town.Tell(whistle, version: 2);
        if (opens)
            await town.LinkageWhere(whistle, x => x.PausedAt is not null);
        await town.Wait(TimeSpan.FromMinutes(1));
        Assert.Empty(town.Sent(line));
        Assert.Equal(opens, await town.Look<SocialWorkDb, bool>(db => db.Linkages.AnyAsync()));
    }

    [Fact]
    public async Task Who_declined_in_an_earlier_round_is_not_invited_when_they_offer()
    {
        var declined = town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        await town.Declines((await town.Invited(line, 1))[0]);
        await town.LinkageIn(whistle, LinkageState.FellShort);
        await town.Tell(new WhistleEscalated(whistle.WhistleId, 1, "fell-short"), version: 3);
        var again = whistle with { Round = 2, Urgency = Urgency.General };
        await town.Tell(again, version: 4);
        await town.LinkageIn(again, LinkageState.Open);

        var offer = AnOffer(again, line) with { Round = 2 };
        await town.TellAndWait(offer with { OfferId = Guid.CreateVersion7(), ResourceId = declined.Id });
        await town.TellAndWait(offer);
        Assert.Equal(offer.ResourceId, (await town.Invited(line, 2))[1].ResourceId);
    }

    [Fact]
    public async Task The_linker_takes_an_invitation_back_and_somebody_else_is_asked()
    {
        for (var i = 0; i < 4; i++)
            town.ANeighbour();
        var line = town.ALine(quantity: 2, minimum: 2);
        var whistle = await town.ABlownWhistle(Urgency.Complex, line);
        var linkage = await town.LinkageIn(whistle, LinkageState.Open);
        await RoundIsConfirmed(linkage);
        var invited = await town.Invited(line, 2);
        await town.Accepts(invited[0]);
        await town.LinkageWhere(whistle, x => x.Invitations.Exists(y => y.IsAccepted));

        foreach (var x in invited)
        {
            var taken = await town.Post(Withdraw(linkage, x), new { reason = "resident-asked-for-another" });
            Assert.Equal("Withdrawn", taken.GetProperty("state").GetString());
            Assert.Equal("resident-asked-for-another", taken.GetProperty("takenBack").GetString());
            Assert.Equal("linker", (await town.Told.First<InvitationWithdrawn>(y => y.InvitationId == x.InvitationId)).Reason);
        }

        await RoundIsConfirmed(linkage);
        Assert.Equal(4, (await town.Invited(line, 4)).Select(x => x.ResourceId).Distinct().Count());
    }

    [Fact]
    public async Task What_has_begun_or_ended_is_not_taken_back_and_only_the_linker_may()
    {
        var (whistle, coming, begun, asked) = await AStartedLinkage();
        var linkage = await town.LinkageWhere(whistle, x => x.Invitations.Exists(y => y.HasStarted));
        var reason = new { reason = "better-fit" };
        Assert.Equal(
            (409, "invitation.illegal-move", null),
            await town.Http.PostAsJsonAsync(Withdraw(linkage, begun), reason).AsProblem());
        Assert.Equal(
            (403, "identity.no-role", null),
            await town.Client(Town.Everything).PostAsJsonAsync(Withdraw(linkage, coming), reason).AsProblem());
        Assert.Equal(
            (422, "invitation.reason", "reason"),
            await town.Http.PostAsJsonAsync(Withdraw(linkage, coming), new { reason = "Not Mrs Li" }).AsProblem());
        Assert.Equal(
            (404, "request.not-found", null),
            await town.Http.PostAsJsonAsync(
                Withdraw(linkage, coming with { InvitationId = Guid.NewGuid() }), reason).AsProblem());
        await town.Declines(asked);
        await town.LinkageWhere(whistle, x => x.Invitations.Exists(y => y.State == InvitationState.Declined));
        Assert.Equal(
            (409, "invitation.illegal-move", null),
            await town.Http.PostAsJsonAsync(Withdraw(linkage, asked), reason).AsProblem());

        await town.Post(Withdraw(linkage, coming), reason);
        Assert.Equal(
            (409, "invitation.illegal-move", null),
            await town.Http.PostAsJsonAsync(Withdraw(linkage, coming), reason).AsProblem());
        Assert.Equal(coming.InvitationId, (await town.Told.First<InvitationWithdrawn>()).InvitationId);
        Assert.Single(Thanked());
    }

    [Theory]
    [InlineData(LinkageState.Served)]
    [InlineData(LinkageState.FellShort)]
    [InlineData(LinkageState.Withdrawn)]
    public async Task Nothing_is_confirmed_in_a_linkage_that_looks_for_nobody(LinkageState state)
    {
        var (whistle, coming, begun, _) = await AStartedLinkage();
        await (state switch
        {
            LinkageState.Served => town.Finishes(coming, 20),
            LinkageState.FellShort => town.Tell(
                new WhistleEscalated(whistle.WhistleId, 1, "resolve-by-passed"), version: 3),
            _ => town.Tell(new WhistleClosed(whistle.WhistleId, 1, ClosingCode.NoLongerNeeded)),
        });
        if (state == LinkageState.Served)
            await town.Finishes(begun, 20);
        var linkage = await town.LinkageIn(whistle, state);
        Assert.Equal(
            (409, "linkage.illegal-move", null),
            await town.Http.PostAsJsonAsync($"/api/v1/linkages/{linkage.Id}/confirm", new { all = true }).AsProblem());
        Assert.Equal(linkage.Version, (await town.LinkageIn(whistle, state)).Version);
    }

    [Fact]
    public async Task A_reopened_whistle_keeps_its_linker_and_its_exclusions_and_may_ask_again_who_served()
    {
        var (served, declined) = (town.ANeighbour(), town.ANeighbour());
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 2);
        await town.Declines(invited.Single(x => x.ResourceId == declined.Id));
        var one = invited.Single(x => x.ResourceId == served.Id);
        await town.Accepts(one);
        await town.Starts(one);
        await town.Finishes(one, 30);
        var first = await town.LinkageIn(whistle, LinkageState.Served);
        await town.Tell(new WhistleClosed(whistle.WhistleId, 1, ClosingCode.Partly));

        var again = whistle with { Round = 2 };
        await town.Tell(again);

        var second = await town.LinkageWhere(again, x => x.Invitations.Count > 0);
        Assert.Equal(first.LinkerId, second.LinkerId);
        Assert.Equal([served.Id], second.Invitations.Select(x => x.ResourceId));
        Assert.Equal(LinkageState.Served, (await town.LinkageWhere(whistle, _ => true)).State);
    }

    [Fact]
    public async Task A_round_of_the_sub_district_looks_everywhere_and_thanks_who_is_not_needed_any_more()
    {
        var (whistle, accepted) = await ALinkageThatFellShort();
        town.ANeighbour(circle: Circle.Subdistrict, skill: "sign-language");
        var line = town.ALine(skill: "sign-language");
        await town.Tell(whistle with { Round = 2, Lines = [line], From = Circle.Subdistrict });

        await town.Invited(line, 1);
        Assert.Equal(
            [Circle.Subdistrict], town.Told.All<CircleWidened>().Where(x => x.Round == 2).Select(x => x.Circle));
        var thanked = await town.Told.First<InvitationWithdrawn>();
        Assert.Equal((accepted.InvitationId, "surplus"), (thanked.InvitationId, thanked.Reason));
    }

    [Fact]
    public async Task Who_does_not_come_is_replaced_while_others_serve()
    {
        var (one, two, _) = (town.ANeighbour(), town.ANeighbour(), town.ANeighbour(circle: Circle.FifteenMinutes));
        var line = town.ALine(quantity: 2, minimum: 2);
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 2);
        foreach (var x in invited)
            await town.Accepts(x);
        await town.Starts(invited.Single(x => x.ResourceId == one.Id));
        await town.LinkageIn(whistle, LinkageState.InService);

        var absent = invited.Single(x => x.ResourceId == two.Id);
        await town.Misses(absent);
        await town.Misses(absent);
        var replacement = (await town.Invited(line, 3))[2];
        Assert.DoesNotContain(replacement.ResourceId, (Guid[])[one.Id, two.Id]);
        await town.Finishes(invited.Single(x => x.ResourceId == one.Id), 30);
        await town.LinkageWhere(whistle, x => x.Minutes == 30);
        Assert.Empty(town.Told.All<LinkageServed>());

        await town.Accepts(replacement);
        await town.Starts(replacement);
        await town.Finishes(replacement, 20);
        Assert.Equal(50, (await town.Told.First<LinkageServed>()).Minutes);
        Assert.Single(town.Told.All<LinkageFormed>());
    }

    [Fact]
    public async Task With_the_minimum_served_who_is_missing_is_not_replaced()
    {
        town.ANeighbour();
        town.ANeighbour();
        var line = town.ALine(quantity: 2, minimum: 1);
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 2);
        foreach (var x in invited)
            await town.Accepts(x);
        await town.LinkageWhere(whistle, x => x.Invitations.TrueForAll(y => y.IsAccepted));
        await town.Finishes(invited[0], 30);
        await town.Told.First<LinkageStarted>();
        Assert.Empty(town.Told.All<LinkageServed>());

        await town.Misses(invited[1]);
        Assert.Equal(30, (await town.Told.First<LinkageServed>()).Minutes);
        Assert.Equal(2, town.Sent(line).Count);
    }

    [Fact]
    public async Task When_nobody_can_replace_the_missing_the_linkage_falls_short()
    {
        town.ANeighbour();
        town.ANeighbour();
        var line = town.ALine(quantity: 2, minimum: 2);
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 2);
        foreach (var x in invited)
            await town.Accepts(x);
        await town.Starts(invited[0]);
        await town.LinkageIn(whistle, LinkageState.InService);
        await town.Misses(invited[1]);

        Assert.Equal(1, Assert.Single((await town.Told.First<LinkageFellShort>()).Missing).Open);
        await town.LinkageIn(whistle, LinkageState.FellShort);
    }

    [Fact]
    public async Task The_clients_of_those_who_served_are_named_to_the_community()
    {
        town.ANeighbour();
        var line = town.ALine();
        await town.ABlownWhistle(Urgency.Urgent, line);
        var x = (await town.Invited(line, 1))[0];
        await town.Tell(new EngagementFinished(
            x.InvitationId, x.WhistleId, 1, x.Society, x.ResourceId, 30, Evidence.CheckInOut, "their-app"));
        Assert.Equal(["their-app"], (await town.Told.First<LinkageServed>()).Clients!);
    }

    private static string Withdraw(Linkage linkage, InvitationSent x) =>
        $"/api/v1/linkages/{linkage.Id}/invitations/{x.InvitationId}/withdraw";

    private async Task RoundIsConfirmed(Linkage linkage)
    {
        await town.Post("/api/v1/linkages/rounds", new { community = Town.Community });
        await Patiently.Until("the round proposes two", async () =>
            (await town.Get($"/api/v1/linkages/{linkage.Id}/proposals")).GetProperty("items").GetArrayLength() == 2);
        await town.Post($"/api/v1/linkages/{linkage.Id}/confirm", new { all = true });
    }

    private static OfferMade AnOffer(WhistleBlown whistle, NeedLine line) => new(
        Guid.CreateVersion7(), whistle.WhistleId, 1, line.LineId, Society.Volunteers, Guid.CreateVersion7(),
        line.Slots[0]);

    private Task IsKept(OfferMade offer) => Patiently.Until("the offer is kept", () =>
        town.Look<SocialWorkDb, bool>(db => db.EarlyOffers.AnyAsync(x => x.Id == offer.OfferId)));

    private List<Guid> Thanked() => [.. town.Told.All<InvitationWithdrawn>().Select(x => x.InvitationId)];

    private Task Tell(WhistleBlown whistle, string news, long version) => news switch
    {
        "not-ours" => town.Tell(new WhistleNotOurs(whistle.WhistleId, 1, "water-company"), version: version),
        "deferred" => town.Tell(
            new WhistleDeferred(whistle.WhistleId, 1, "no-budget", whistle.ResolveBy.AddDays(30)), version: version),
        _ => town.Tell(
            new WhistlePaused(whistle.WhistleId, 1, "resident-away", whistle.ResolveBy), version: version),
    };

    private Task Settle(Guid whistle, long version) => Patiently.Until("the news is heard", () =>
        town.Look<SocialWorkDb, bool>(
            db => db.WhistleNews.AnyAsync(x => x.WhistleId == whistle && x.Version == version)));

    /// <summary>One is on the way, one has begun, one is asked beyond the minimum.</summary>
    private async Task<(WhistleBlown Whistle, InvitationSent Coming, InvitationSent Begun, InvitationSent Asked)>
        AStartedLinkage()
    {
        for (var i = 0; i < 3; i++)
            town.ANeighbour();
        var line = town.ALine(quantity: 3, minimum: 2);
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 3);
        await town.Accepts(invited[0]);
        await town.Accepts(invited[1]);
        await town.Starts(invited[1]);
        await town.LinkageIn(whistle, LinkageState.InService);
        return (whistle, invited[0], invited[1], invited[2]);
    }

    private async Task<(WhistleBlown Whistle, InvitationSent Accepted)> ALinkageThatFellShort()
    {
        town.ANeighbour();
        var held = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, held, town.ALine(skill: "sign-language"));
        var accepted = (await town.Invited(held, 1))[0];
        await town.Accepts(accepted);
        await town.LinkageIn(whistle, LinkageState.FellShort);
        return (whistle, accepted);
    }
}
