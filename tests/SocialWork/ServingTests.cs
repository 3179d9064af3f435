using FiveSocieties.Calls;
using FiveSocieties.Events;
using FiveSocieties.SocialWork;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>From the first yes to the closed whistle.</summary>
public sealed class ServingTests : IAsyncDisposable
{
    private readonly Town town = new();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task An_accepted_invitation_forms_the_linkage_and_the_surplus_is_thanked()
    {
        town.ANeighbour(Society.PartyBranches);
        town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 2);

        await town.Accepts(invited[0]);
        await town.Accepts(invited[0]);

        var formed = await town.Told.First<LinkageFormed>();
        Assert.Equal([invited[0].Society], formed.Societies);
        var withdrawn = await town.Told.First<InvitationWithdrawn>();
        Assert.Equal((invited[1].InvitationId, "surplus"), (withdrawn.InvitationId, withdrawn.Reason));
        await town.Accepts(invited[1]);
        await town.Starts(invited[0]);
        await town.LinkageIn(whistle, LinkageState.InService);
        Assert.Single(town.Told.All<LinkageFormed>());
        Assert.Single(town.Told.All<InvitationWithdrawn>());
        Assert.Equal(2, town.Told.All<InvitationSent>().Count);
    }

    [Fact]
    public async Task The_linkage_starts_with_the_first_and_is_served_with_the_last()
    {
        for (var i = 0; i < 2; i++)
            town.ANeighbour();
        var line = town.ALine(quantity: 2, minimum: 2);
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = await town.Invited(line, 2);
        await town.Accepts(invited[0]);
        await town.Accepts(invited[1]);
        await town.Starts(invited[0]);
        await town.Told.First<LinkageStarted>();
        await town.Finishes(invited[0], 30);
        await town.LinkageWhere(whistle, x => x.Minutes == 30);
        Assert.Empty(town.Told.All<LinkageServed>());

        await town.Starts(invited[1]);
        await town.Finishes(invited[1], 45);

        Assert.Equal(75, (await town.Told.First<LinkageServed>()).Minutes);
        var view = await town.Get($"/api/v1/linkages?whistleId={whistle.WhistleId}&state=Served");
        var seen = Assert.Single(view.GetProperty("items").EnumerateArray());
        Assert.Equal("resident", Assert.Single(seen.GetProperty("waitsFor").EnumerateArray()).GetString());
        Assert.Equal(2, seen.GetProperty("parties")[0].GetProperty("helpers").GetInt32());
        Assert.Equal(2, seen.GetProperty("lines")[0].GetProperty("finished").GetInt32());
        var linkageId = seen.GetProperty("id").GetGuid();
        var invitations = await town.Get($"/api/v1/invitations?linkageId={linkageId}");
        Assert.DoesNotContain("ociety", invitations.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            [30, 45],
            invitations.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("minutes").GetInt32()).Order());
    }

    [Fact]
    public async Task An_end_that_comes_before_the_acceptance_says_the_same()
    {
        town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = (await town.Invited(line, 1))[0];

        await town.Finishes(invited, 20);
        await town.Told.First<LinkageServed>();
        await town.Accepts(invited);
        await town.Starts(invited);
        await town.Finishes(invited, 20);

        Assert.Equal(20, (await town.LinkageIn(whistle, LinkageState.Served)).Minutes);
        Assert.Single(town.Told.All<LinkageFormed>());
        Assert.Single(town.Told.All<LinkageStarted>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_offers_is_invited_even_if_the_offer_comes_before_the_whistle(bool early)
    {
        await town.ALinker();
        var line = town.ALine();
        var whistle = town.AWhistle(Urgency.General, line);
        var offer = new OfferMade(
            Guid.CreateVersion7(), whistle.WhistleId, 1, line.LineId, Society.ResidentUnits, Guid.CreateVersion7(),
            line.Slots[0]);
        if (early)
        {
            await town.Tell(offer);
            await Patiently.Until(
                "the offer is kept", () => town.Look<SocialWorkDb, bool>(db => db.EarlyOffers.AnyAsync()));
        }

        await town.Tell(whistle);
        await town.LinkageWhere(whistle, _ => true);
        await town.Tell(offer);

        var invited = Assert.Single(await town.Invited(line, 1));
        Assert.Equal(("offer", offer.ResourceId), (invited.DecidedBy, invited.ResourceId));
        Assert.False(await town.Look<SocialWorkDb, bool>(db => db.EarlyOffers.AnyAsync()));
        await town.Tell(offer);
        await town.Declines(invited);
        await town.LinkageWhere(whistle, x => x.Invitations.TrueForAll(y => y.State == InvitationState.Declined));
        Assert.Single(town.Sent(line));
    }

    [Fact]
    public async Task A_closed_whistle_is_remembered_and_disturbs_nobody_further()
    {
        town.ANeighbour();
        await town.ALinker(skill: "accompany");
        var line = town.ALine(minimum: 1);
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = (await town.Invited(line, 1))[0];
        Assert.True(await town.Look<SocialWorkDb, bool>(db => db.OpenCalls.AnyAsync(x => x.LineId == line.LineId)));

        var closed = new WhistleClosed(whistle.WhistleId, 1, ClosingCode.Partly);
        await town.Tell(closed);
        await town.Tell(closed);

        var withdrawn = await town.Told.First<InvitationWithdrawn>();
        Assert.Equal((invited.InvitationId, "whistle-closed"), (withdrawn.InvitationId, withdrawn.Reason));
        await town.LinkageWhere(whistle, x => x.Code == ClosingCode.Partly && x.NextLookAt is null);
        Assert.False(await town.Look<SocialWorkDb, bool>(db => db.OpenCalls.AnyAsync(x => x.LineId == line.LineId)));
        Assert.Single(town.Told.All<InvitationWithdrawn>());
    }

    [Fact]
    public async Task A_further_round_keeps_who_has_accepted_and_asks_nobody_twice()
    {
        var helper = town.ANeighbour();
        var (held, missing) = (town.ALine(), town.ALine(skill: "sign-language"));
        var whistle = await town.ABlownWhistle(Urgency.Urgent, held, missing);
        var invited = (await town.Invited(held, 1))[0];
        await town.Accepts(invited);
        await town.Told.First<LinkageFellShort>();
        var first = await town.LinkageIn(whistle, LinkageState.FellShort);

        town.ANeighbour(skill: "sign-language");
        var again = whistle with { Round = 2 };
        await town.Tell(again);
        await town.Accepts((await town.Invited(missing, 1))[0]);

        var formed = await town.LinkageIn(again, LinkageState.Formed);
        Assert.Contains(formed.Invitations, x => x.ResourceId == helper.Id);
        Assert.Equal(first.LinkerId, formed.LinkerId);
        Assert.Single(town.Sent(held));
        Assert.Empty((await town.LinkageIn(whistle, LinkageState.FellShort)).Invitations);
    }

    [Fact]
    public async Task Who_finishes_while_the_whistle_is_blown_again_counts_for_the_round_that_the_owner_names()
    {
        town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var invited = (await town.Invited(line, 1))[0];
        await town.Accepts(invited);
        await town.Starts(invited);
        await town.LinkageIn(whistle, LinkageState.InService);
        var again = whistle with { Round = 2 };
        await town.Tell(again);
        await town.LinkageWhere(again, x => x.Invitations.Exists(y => y.HasStarted));

        await town.Finishes(invited, 20);
        await town.Finishes(invited, 20);

        Assert.Equal(20, (await town.LinkageWhere(whistle, x => x.Invitations.Count == 1)).Minutes);
        Assert.Equal(2, (await town.Invited(line, 2))[1].Round);
        Assert.Empty(town.Told.All<LinkageServed>());
    }

    [Fact]
    public async Task One_pair_is_explained_in_plain_words()
    {
        var near = town.ANeighbour();
        var far = town.ANeighbour(circle: Circle.Subdistrict);
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        await town.Invited(line, 1);
        var linkage = await town.LinkageIn(whistle, LinkageState.Inviting);
        var path = $"/api/v1/linkages/{linkage.Id}/explanations";

        var fits = await town.Get($"{path}/{near.Id}?lineId={line.LineId}");
        Assert.Equal("fits", fits.GetProperty("code").GetString());
        Assert.Equal(100, fits.GetProperty("reasons").GetProperty("walkingSeconds").GetInt32());
        var not = await town.Get($"{path}/{far.Id}?lineId={line.LineId}&society=Volunteers");
        Assert.Equal("circle", not.GetProperty("code").GetString());
        Assert.Equal(240, not.GetProperty("missedBy").GetInt32());
        Assert.Equal(
            (422, "linkage.which-society", "society"),
            await town.Http.GetAsync($"{path}/{far.Id}?lineId={line.LineId}").AsProblem());
        Assert.Equal(
            (422, "linkage.no-line", "lineId"),
            await town.Http.GetAsync($"{path}/{far.Id}?lineId={Guid.NewGuid()}").AsProblem());
    }

    [Fact]
    public async Task A_linkage_of_another_community_is_not_there()
    {
        var whistle = await town.ABlownWhistle(Urgency.General, town.ALine());
        var linkage = await town.LinkageWhere(whistle, _ => true);
        var foreign = town.Client(Town.Everything, ["510104001009"], ["linker"]);
        Assert.Equal(404, (await foreign.GetAsync($"/api/v1/linkages/{linkage.Id}").AsProblem()).Status);
        Assert.Equal(404, (await foreign.GetAsync($"/api/v1/invitations?linkageId={linkage.Id}").AsProblem()).Status);
        Assert.Equal(
            (403, "identity.foreign-community", "community"),
            await foreign.GetAsync($"/api/v1/linkages?community={Town.Community}").AsProblem());
        Assert.Empty((await foreign.GetAsync("/api/v1/linkages").Body()).GetProperty("items").EnumerateArray());
    }
}
