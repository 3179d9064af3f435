using System.Net.Http.Json;
using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using FiveSocieties.Volunteers;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Volunteers;

/// <summary>An invitation as its receiver lives it: the same in all four societies that own people.</summary>
public sealed class AskedToServeTests(VolunteersHost host) : IClassFixture<VolunteersHost>
{
    [Fact]
    public async Task Who_is_asked_accepts_starts_and_finishes()
    {
        var sent = await host.AnAskedVolunteer();

        var accepted = await host.Move(sent, "accept").Body();
        await host.Move(sent, "start").Body();
        host.Clock.Advance(TimeSpan.FromMinutes(48));
        var finished = await host.Move(sent, "finish").Body();

        Assert.Equal("Accepted", accepted.GetProperty("state").GetString());
        Assert.Equal(48, finished.GetProperty("minutes").GetInt32());
        Assert.Equal(
            new InvitationAccepted(sent.InvitationId, sent.WhistleId, Society.Volunteers, sent.ResourceId),
            await host.Told.First<InvitationAccepted>(x => x.InvitationId == sent.InvitationId));
        await host.Told.First<EngagementStarted>(x => x.InvitationId == sent.InvitationId);
        Assert.Equal(
            new EngagementFinished(sent.InvitationId, sent.WhistleId, 1, Society.Volunteers, sent.ResourceId, 48,
                Evidence.CheckInOut, "partner"),
            await host.Told.First<EngagementFinished>(x => x.InvitationId == sent.InvitationId));
        Assert.Equal(0, await Holding(sent.ResourceId));
    }

    [Fact]
    public async Task Who_declines_says_why_and_is_free_again()
    {
        var sent = await host.AnAskedVolunteer();

        await host.Move(sent, "decline", new { reason = "Distance" }).Body();

        var told = await host.Told.First<InvitationDeclined>(x => x.InvitationId == sent.InvitationId);
        Assert.Equal(DeclineReason.Distance, told.Reason);
        Assert.Equal(0, await Holding(sent.ResourceId));
    }

    [Fact]
    public async Task A_second_answer_changes_nothing()
    {
        var sent = await host.AnAcceptedInvitation();

        Assert.Equal((409, "engagement.illegal-move", null), await host.Move(sent, "accept").AsProblem());
        Assert.Equal((409, "engagement.illegal-move", null), await host.Move(sent, "decline").AsProblem());
        Assert.Equal((409, "engagement.illegal-move", null), await host.Move(sent, "finish").AsProblem());
        await host.Told.First<InvitationAccepted>(x => x.InvitationId == sent.InvitationId);
        Assert.Single(host.Told.All<InvitationAccepted>(), x => x.InvitationId == sent.InvitationId);
        Assert.DoesNotContain(host.Told.All<InvitationDeclined>(), x => x.InvitationId == sent.InvitationId);
    }

    [Fact]
    public async Task Staff_may_confirm_the_minutes_instead_of_a_check_out()
    {
        var sent = await host.AnAcceptedInvitation();
        await host.Move(sent, "start").Body();
        var staff = host.Client("engagements.write", roles: ["staff"]);

        Assert.Equal(
            (403, "identity.no-role", "minutes"), await host.Move(sent, "finish", new { minutes = 60 }).AsProblem());
        Assert.Equal(
            (422, "request.out-of-range", "minutes"),
            await host.Move(sent, "finish", new { minutes = 721 }, staff).AsProblem());
        var finished = await host.Move(sent, "finish", new { minutes = 60 }, staff).Body();

        Assert.Equal(60, finished.GetProperty("minutes").GetInt32());
        Assert.Equal("Confirmed", finished.GetProperty("evidence").GetString());
    }

    [Fact]
    public async Task A_client_of_another_community_finds_nothing()
    {
        var sent = await host.AnAskedVolunteer();
        var stranger = host.Client("engagements.read engagements.write", ["510104001002"]);

        Assert.Equal((404, "request.not-found", null), await host.Move(sent, "accept", by: stranger).AsProblem());
        var list = await stranger.GetAsync("/api/v1/volunteers/engagements").Body();

        Assert.Empty(list.GetProperty("items").EnumerateArray());
        await host.IsIn(sent.InvitationId, EngagementState.Asked);
    }

    [Fact]
    public async Task An_engagement_answers_only_below_who_answers_for_it()
    {
        var sent = await host.AnAskedVolunteer();
        var other = await host.AVolunteer();

        Assert.Equal(
            (404, "request.not-found", null), await host.Move(sent with { ResourceId = other }, "accept").AsProblem());
    }

    [Fact]
    public async Task Nobody_is_asked_twice_for_one_whistle()
    {
        var sent = await host.AnAskedVolunteer();
        await host.Move(sent, "decline").Body();

        await IsRefused(host.AnInvitation(sent.ResourceId, VolunteersHost.TuesdayLater, sent.WhistleId),
            Refusal.AlreadyAsked);
    }

    [Fact]
    public async Task Who_declines_the_time_may_be_asked_for_another()
    {
        var sent = await host.AnAskedVolunteer();
        await host.Move(sent, "decline", new { reason = "Time" }).Body();

        await IsRefused(host.AnInvitation(sent.ResourceId, whistleId: sent.WhistleId), Refusal.AlreadyAsked);
        var later = host.AnInvitation(sent.ResourceId, VolunteersHost.TuesdayLater, sent.WhistleId);
        await host.Tell(later);
        await host.IsIn(later.InvitationId, EngagementState.Asked);
    }

    [Fact]
    public async Task A_slot_is_held_once()
    {
        var sent = await host.AnAskedVolunteer();

        await IsRefused(host.AnInvitation(sent.ResourceId), Refusal.NoCapacity);
        Assert.Equal(1, await Holding(sent.ResourceId));
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_time_that_is_not_theirs()
    {
        var evening = VolunteersHost.Tuesday with { Part = DayPart.Evening };

        await IsRefused(host.AnInvitation(await host.AVolunteer(), evening), Refusal.NoCapacity);
    }

    [Fact]
    public async Task Nobody_is_asked_beyond_the_load_cap()
    {
        var sent = await host.AnAskedVolunteer(await host.AVolunteer(loadCap: 1));

        await IsRefused(host.AnInvitation(sent.ResourceId, VolunteersHost.TuesdayLater), Refusal.NoCapacity);
    }

    [Fact]
    public async Task Who_does_not_want_to_be_proposed_is_left_in_peace() =>
        await IsRefused(host.AnInvitation(await host.AVolunteer(optedOut: true)), Refusal.OptedOut);

    [Fact]
    public async Task Who_is_suspended_is_left_in_peace_until_that_is_over()
    {
        var volunteer = await host.AVolunteer();
        var path = $"/api/v1/volunteers/{volunteer}";
        var helper = (await host.Partner.GetAsync(path).Body()).GetProperty("helper");
        var suspended = await host.Partner.PutAsJsonAsync(path, new { helper, suspended = true }).Body();
        Assert.True(suspended.GetProperty("suspended").GetBoolean());
        await IsRefused(host.AnInvitation(volunteer), Refusal.Suspended);

        await host.Partner.PutAsJsonAsync(path, new { helper }).Body();
        await host.AnAskedVolunteer(volunteer);
    }

    [Fact]
    public Task An_unknown_person_is_refused() =>
        IsRefused(host.AnInvitation(Guid.CreateVersion7()), Refusal.Unknown);

    [Fact]
    public async Task An_invitation_to_another_society_is_none_of_ours()
    {
        var volunteer = await host.AVolunteer();
        var foreign = host.AnInvitation(volunteer, society: Society.PartyBranches);
        var own = host.AnInvitation(volunteer);

        await host.Tell(foreign);
        await host.Tell(own);
        await host.IsIn(own.InvitationId, EngagementState.Asked);

        Assert.DoesNotContain(host.Told.All<InvitationRefused>(), x => x.InvitationId == foreign.InvitationId);
        Assert.False(await host.Look((VolunteersDb db) => db.Engagements.AnyAsync(x => x.Id == foreign.InvitationId)));
    }

    [Fact]
    public async Task What_nobody_answers_expires_and_the_slot_is_free()
    {
        var sent = await host.AnAskedVolunteer();

        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await Patiently.Until("the sweep", () =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(host.Told.All<InvitationExpired>().Any(x => x.InvitationId == sent.InvitationId));
        });

        Assert.Equal((409, "engagement.illegal-move", null), await host.Move(sent, "accept").AsProblem());
        Assert.Equal(0, await Holding(sent.ResourceId));
        await IsRefused(host.AnInvitation(sent.ResourceId, whistleId: sent.WhistleId), Refusal.AlreadyAsked);
    }

    [Theory]
    [InlineData(Urgency.General, 30)]
    [InlineData(Urgency.Emergency, 15)]
    public async Task Who_accepted_and_does_not_come_has_missed_it_and_is_not_asked_again(Urgency urgency, int minutes)
    {
        await using var own = new VolunteersHost();
        var sent = own.AnInvitation(await own.AVolunteer()) with { Urgency = urgency };
        await own.Tell(sent);
        await own.IsIn(sent.InvitationId, EngagementState.Asked);
        var startBy = (await own.Move(sent, "accept").Body()).GetProperty("startBy").GetDateTimeOffset();
        Assert.Equal(VolunteersHost.Tuesday.Starts.AddMinutes(minutes), startBy);

        own.Clock.Advance(startBy - own.Clock.GetUtcNow() + TimeSpan.FromSeconds(2));
        await own.IsIn(sent.InvitationId, EngagementState.Missed);
        Assert.Equal(
            new EngagementMissed(sent.InvitationId, sent.WhistleId, Society.Volunteers, sent.ResourceId),
            await own.Told.First<EngagementMissed>());
        Assert.Equal((409, "engagement.illegal-move", null), await own.Move(sent, "start").AsProblem());
        var again = own.AnInvitation(sent.ResourceId, VolunteersHost.TuesdayLater, sent.WhistleId);
        await own.Tell(again);
        Assert.Equal(Refusal.AlreadyAsked, (await own.Told.First<InvitationRefused>()).Reason);
    }

    [Fact]
    public async Task Staff_who_accept_for_a_helper_are_no_party()
    {
        var sent = await host.AnAskedVolunteer();
        var staff = host.Client("engagements.read engagements.write", roles: ["staff"], clientId: "staff-desk");
        await host.Move(sent, "accept", by: staff).Body();
        await host.Move(sent, "start").Body();
        await host.Move(sent, "finish").Body();
        Assert.Null((await host.Told.First<EngagementFinished>(x => x.InvitationId == sent.InvitationId)).Client);
    }

    [Fact]
    public async Task A_withdrawal_frees_the_slot_and_counts_against_nobody()
    {
        var sent = await host.AnAcceptedInvitation();

        await host.Tell(Withdrawn(sent));
        await host.IsIn(sent.InvitationId, EngagementState.Withdrawn);

        Assert.Equal(0, await Holding(sent.ResourceId));
        await host.AnAskedVolunteer(sent.ResourceId, sent.WhistleId);
    }

    [Fact]
    public async Task A_withdrawal_that_overtakes_its_invitation_disturbs_nobody()
    {
        var sent = host.AnInvitation(await host.AVolunteer());
        var next = host.AnInvitation(sent.ResourceId);

        await host.Tell(Withdrawn(sent));
        await host.IsIn(sent.InvitationId, EngagementState.Withdrawn);
        await host.Tell(sent);
        await host.Tell(next);
        await host.IsIn(next.InvitationId, EngagementState.Asked);

        await host.IsIn(sent.InvitationId, EngagementState.Withdrawn);
        Assert.Equal(1, await Holding(sent.ResourceId));
    }

    [Fact]
    public async Task What_has_started_is_not_withdrawn()
    {
        var sent = await host.AnAcceptedInvitation();
        await host.Move(sent, "start").Body();

        await host.Tell(Withdrawn(sent));
        await host.AnAskedVolunteer();

        await host.Move(sent, "finish").Body();
    }

    [Fact]
    public async Task An_invitation_told_twice_is_asked_once()
    {
        var sent = await host.AnAskedVolunteer();

        await host.Tell(sent);
        await IsRefused(host.AnInvitation(sent.ResourceId), Refusal.NoCapacity);

        Assert.Equal(1, await Holding(sent.ResourceId));
    }

    [Fact]
    public async Task A_blown_whistle_becomes_an_open_call_for_which_one_may_offer()
    {
        var volunteer = await host.AVolunteer();
        var blown = VolunteersHost.AWhistle();
        await host.Tell(blown);
        await IsListed(blown.WhistleId);
        var offer = new { lineId = blown.Lines[0].LineId, slot = $"{VolunteersHost.Tuesday}" };

        await host.Partner.PostAsJsonAsync($"/api/v1/volunteers/{volunteer}/offers", offer).Body();

        var told = await host.Told.First<OfferMade>(x => x.WhistleId == blown.WhistleId);
        Assert.Equal((volunteer, 1, VolunteersHost.Tuesday), (told.ResourceId, told.Round, told.Slot));
        Assert.Equal(
            (409, "request.exists", "lineId"),
            await host.Partner.PostAsJsonAsync($"/api/v1/volunteers/{volunteer}/offers", offer).AsProblem());
        Assert.Equal(
            (422, "offer.no-open-call", "slot"),
            await host.Partner.PostAsJsonAsync(
                $"/api/v1/volunteers/{volunteer}/offers",
                offer with { slot = $"{VolunteersHost.TuesdayLater}" }).AsProblem());
    }

    [Fact]
    public async Task A_line_that_nobody_here_could_serve_is_not_called()
    {
        await host.AVolunteer(level: 3);
        var other = VolunteersHost.AWhistle(skill: "plumbing");
        var higher = VolunteersHost.AWhistle(leastLevel: 5);
        var ours = VolunteersHost.AWhistle();

        await host.Tell(other);
        await host.Tell(higher);
        await host.Tell(ours);
        await IsListed(ours.WhistleId);
        await HasHeard(other.WhistleId, higher.WhistleId);

        Assert.False(await host.Look((VolunteersDb db) => db.OpenCalls.AnyAsync(x =>
            x.WhistleId == other.WhistleId || x.WhistleId == higher.WhistleId)));
    }

    [Fact]
    public async Task A_closed_whistle_is_not_called_any_more_even_if_it_is_heard_late()
    {
        await host.AVolunteer();
        var blown = VolunteersHost.AWhistle();
        await host.Tell(blown);
        await IsListed(blown.WhistleId);

        await host.Tell(new WhistleClosed(blown.WhistleId, 1, ClosingCode.Solved));
        await Patiently.Until("taken down", async () => !await IsCalled(blown.WhistleId));
        await host.Tell(blown);
        var next = VolunteersHost.AWhistle();
        await host.Tell(next);
        await IsListed(next.WhistleId);

        await HasHeard(blown.WhistleId);
        Assert.False(await IsCalled(blown.WhistleId));
    }

    [Fact]
    public async Task A_later_round_takes_the_place_of_an_earlier_one()
    {
        await host.AVolunteer();
        var first = VolunteersHost.AWhistle();
        var second = first with { Round = 2 };

        await host.Tell(second);
        await IsListed(first.WhistleId);
        await host.Tell(first);
        await HasHeard(first.WhistleId);

        var rounds = await host.Look((VolunteersDb db) =>
            db.OpenCalls.Where(x => x.WhistleId == first.WhistleId).Select(x => x.Round).ToListAsync());
        Assert.Equal([2], rounds);
    }

    [Fact]
    public async Task What_is_handed_up_is_not_called_until_it_is_blown_again()
    {
        var volunteer = await host.AVolunteer();
        var blown = VolunteersHost.AWhistle();
        await host.Tell(blown);
        await IsListed(blown.WhistleId);

        await host.Tell(new WhistleEscalated(blown.WhistleId, 1, "fell-short"));
        await Patiently.Until("taken down", async () => !await IsCalled(blown.WhistleId));
        var offer = new { lineId = blown.Lines[0].LineId, slot = $"{VolunteersHost.Tuesday}" };
        Assert.Equal(
            (422, "offer.no-open-call", "lineId"),
            await host.Partner.PostAsJsonAsync($"/api/v1/volunteers/{volunteer}/offers", offer).AsProblem());

        await host.Tell(blown with { Round = 2 });
        await IsListed(blown.WhistleId);
        await host.Partner.PostAsJsonAsync($"/api/v1/volunteers/{volunteer}/offers", offer).Body();
        Assert.Equal(2, (await host.Told.First<OfferMade>(x => x.WhistleId == blown.WhistleId)).Round);
    }

    [Fact]
    public async Task What_was_handed_up_may_still_be_withdrawn()
    {
        await host.AVolunteer();
        var blown = VolunteersHost.AWhistle();
        await host.TellAndWait(new WhistleEscalated(blown.WhistleId, 1, "resolve-by-passed"));
        await host.TellAndWait(new WhistleClosed(blown.WhistleId, 1, ClosingCode.NoLongerNeeded));
        await host.TellAndWait(blown);

        Assert.False(await IsCalled(blown.WhistleId));
        var closing = await host.Look((VolunteersDb db) => db.Closings.SingleAsync(x => x.WhistleId == blown.WhistleId));
        Assert.Equal(ClosingCode.NoLongerNeeded, closing.Code);
    }

    [Fact]
    public async Task In_whatever_order_a_whistle_is_heard_its_newest_round_says_what_is_called()
    {
        await host.AVolunteer();
        foreach (var order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        {
            var first = VolunteersHost.AWhistle();
            foreach (var heard in order)
                await (heard switch
                {
                    0 => host.TellAndWait(first),
                    1 => host.TellAndWait(new WhistleEscalated(first.WhistleId, 1, "fell-short")),
                    _ => host.TellAndWait(first with { Round = 2 }),
                });

            var rounds = await host.Look((VolunteersDb db) =>
                db.OpenCalls.Where(x => x.WhistleId == first.WhistleId).Select(x => x.Round).ToListAsync());
            Assert.True(rounds is [2], $"{string.Join(", ", order)} ends with {string.Join(", ", rounds)}");

            await host.TellAndWait(new WhistleClosed(first.WhistleId, 1, ClosingCode.Silence));
            Assert.True(await IsCalled(first.WhistleId));
            await host.TellAndWait(new WhistleClosed(first.WhistleId, 2, ClosingCode.Solved));
            Assert.False(await IsCalled(first.WhistleId));
        }
    }

    [Fact]
    public async Task Matching_reads_the_pool_with_its_own_scope_alone()
    {
        var sent = await host.AnAskedVolunteer();
        var pool = Pool("internal");

        var batch = await pool.GetAsync(new() { Owner = ResourceOwner.Volunteers, Ids = { $"{sent.ResourceId}" } });
        using var listing = pool.List(new() { Owner = ResourceOwner.Volunteers });
        var all = await listing.ResponseStream.ReadAllAsync().ToListAsync();

        var resource = Assert.Single(batch.Resources);
        Assert.Equal(("accompany", 3), (resource.Skills[0].Code, resource.Skills[0].Level));
        Assert.Equal(VolunteersHost.Tuesday.Number, Assert.Single(resource.HeldSlots));
        Assert.NotEqual(0UL, resource.WeeklyOpen & (1UL << VolunteersHost.Tuesday.WeekBit));
        Assert.Equal(43, resource.PersonRef.Length);
        Assert.Contains(all, x => x.Id == $"{sent.ResourceId}");
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Pool("volunteers.read").GetAsync(new() { Owner = ResourceOwner.Volunteers }));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        var foreign = await Assert.ThrowsAsync<RpcException>(async () =>
            await pool.GetAsync(new() { Owner = ResourceOwner.SocialWork }));
        Assert.Equal(StatusCode.NotFound, foreign.StatusCode);
    }

    private static InvitationWithdrawn Withdrawn(InvitationSent sent) => new(
        sent.InvitationId, sent.WhistleId, sent.Society, sent.ResourceId, "surplus");

    private ResourcePool.ResourcePoolClient Pool(string scope) => new(GrpcChannel.ForAddress(
        host.Server.BaseAddress, new GrpcChannelOptions { HttpClient = host.Client(scope) }));

    private async Task IsRefused(InvitationSent sent, Refusal reason)
    {
        await host.Tell(sent);
        var told = await host.Told.First<InvitationRefused>(x => x.InvitationId == sent.InvitationId);
        Assert.Equal(reason, told.Reason);
    }

    private Task<int> Holding(Guid volunteer) => host.Look((VolunteersDb db) =>
        db.Helpers.Where(x => x.Id == volunteer).Select(x => x.Holding).SingleAsync());

    private async Task<bool> IsCalled(Guid whistle)
    {
        var list = await host.Partner.GetAsync("/api/v1/volunteers/open-calls?limit=200").Body();
        return list.GetProperty("items").EnumerateArray().Any(x => x.GetProperty("whistleId").GetGuid() == whistle);
    }

    private Task IsListed(Guid whistle) => Patiently.Until("an open call", () => IsCalled(whistle));

    /// <summary>All that was told of these whistles has been dealt with, so what is not there will not come.</summary>
    private Task HasHeard(params Guid[] whistles) => Patiently.Until("the inbox", async () =>
    {
        var told = host.Told.All<WhistleBlown>().Count;
        return whistles.All(id => host.Told.All<WhistleBlown>().Any(x => x.WhistleId == id))
            && told == await host.Look((VolunteersDb db) =>
                db.Inbox.CountAsync(x => x.Consumer.EndsWith(nameof(OnWhistleBlown))));
    });
}
