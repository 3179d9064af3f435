using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>General and complex needs: matched together, confirmed by the linker.</summary>
public sealed class RoundTests : IAsyncDisposable
{
    private readonly Town town = new();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task A_general_need_waits_for_its_round_and_for_the_linker()
    {
        town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.General, line);
        var linkage = await town.LinkageIn(whistle, LinkageState.Open);
        Assert.Equal(town.Clock.GetUtcNow().AddMinutes(15), linkage.NextLookAt);
        Assert.Empty(town.Matching.Asked);

        await town.Wait(TimeSpan.FromMinutes(15));
        await town.LinkageWhere(whistle, x => x.Proposals.Count == 1);
        Assert.Empty(town.Sent(line));

        var proposal = (await Proposals(linkage))[0].GetProperty("id").GetGuid();
        await town.Post($"/api/v1/linkages/{linkage.Id}/confirm", new { proposals = (Guid[])[proposal] });
        var invited = Assert.Single(await town.Invited(line, 1));
        Assert.Equal("linker", invited.DecidedBy);
        Assert.Empty(await Proposals(linkage));
    }

    [Fact]
    public async Task A_round_can_be_called_by_the_linker_alone()
    {
        town.ANeighbour();
        var whistle = await town.ABlownWhistle(Urgency.Complex, town.ALine());
        await town.LinkageIn(whistle, LinkageState.Open);
        var path = "/api/v1/linkages/rounds";
        var body = new { community = Town.Community };
        Assert.Equal(
            (403, "identity.no-role", null),
            await town.Client(Town.Everything).PostAsJsonAsync(path, body).AsProblem());
        Assert.Equal(
            (403, "identity.foreign-community", "community"),
            await town.Http.PostAsJsonAsync(path, new { community = "510104002001" }).AsProblem());

        Assert.Equal(1, (await town.Post(path, body)).GetProperty("linkages").GetInt32());
        await town.LinkageWhere(whistle, x => x.Proposals.Count == 1);
    }

    [Fact]
    public async Task Nobody_is_proposed_twice_for_one_whistle_and_the_other_line_is_matched_again()
    {
        town.ANeighbour();
        var second = town.ANeighbour();
        var (one, two) = (town.ALine(), town.ALine());
        var whistle = await town.ABlownWhistle(Urgency.General, one, two);
        await town.LinkageIn(whistle, LinkageState.Open);
        await CallRound();

        var linkage = await town.LinkageWhere(whistle, x => x.Proposals.Count == 2);
        Assert.Equal(2, linkage.Proposals.Select(x => x.ResourceId).Distinct().Count());
        Assert.Contains(linkage.Proposals, x => x.ResourceId == second.Id);
    }

    [Fact]
    public async Task Who_declines_the_time_is_proposed_for_another_time()
    {
        var helper = town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.General, line);
        var linkage = await town.LinkageIn(whistle, LinkageState.Open);
        await CallRound();
        await town.LinkageWhere(whistle, x => x.Proposals.Count == 1);
        await town.Post($"/api/v1/linkages/{linkage.Id}/confirm", new { all = true });
        await town.Declines((await town.Invited(line, 1))[0], DeclineReason.Time);
        await town.LinkageWhere(whistle, x => x.Invitations[0].State == InvitationState.Declined);
        await CallRound();

        var next = (await town.LinkageWhere(whistle, x => x.Proposals.Count == 1)).Proposals[0];
        Assert.Equal((helper.Id, line.Slots[1]), (next.ResourceId, next.Slot));
    }

    [Fact]
    public async Task A_new_round_replaces_what_was_not_confirmed()
    {
        town.ANeighbour();
        var whistle = await town.ABlownWhistle(Urgency.General, town.ALine());
        await town.LinkageIn(whistle, LinkageState.Open);
        await CallRound();
        var old = (await town.LinkageWhere(whistle, x => x.Proposals.Count == 1)).Proposals[0];

        town.Neighbours.Clear();
        var better = town.ANeighbour();
        await CallRound();
        var linkage = await town.LinkageWhere(whistle, x => x.Proposals.Exists(y => y.ResourceId == better.Id));
        Assert.Single(linkage.Proposals);
        var path = $"/api/v1/linkages/{linkage.Id}/confirm";
        Assert.Equal(
            (409, "linkage.proposal-gone", "proposals[0]"),
            await town.Http.PostAsJsonAsync(path, new { proposals = (Guid[])[old.Id] }).AsProblem());
        Assert.Equal(
            (422, "linkage.confirm-which", "proposals"),
            await town.Http.PostAsJsonAsync(path, new { }).AsProblem());
        Assert.Equal(
            (403, "identity.no-role", null),
            await town.Client(Town.Everything).PostAsJsonAsync(path, new { all = true }).AsProblem());
    }

    [Fact]
    public async Task When_nobody_is_left_for_a_general_need_it_falls_short_too()
    {
        var whistle = await town.ABlownWhistle(Urgency.General, town.ALine());
        await town.LinkageIn(whistle, LinkageState.Open);
        await CallRound();

        await town.Told.First<LinkageFellShort>();
        Assert.Equal(3, town.Told.All<CircleWidened>().Count);
    }

    [Fact]
    public async Task A_general_need_waits_while_no_social_worker_is_free()
    {
        town.ANeighbour();
        var whistle = town.AWhistle(Urgency.General, town.ALine());
        await town.Tell(whistle);
        var linkage = await town.LinkageIn(whistle, LinkageState.Open);
        await CallRound();
        await town.LinkageWhere(whistle, x => x.NextLookAt == town.Clock.GetUtcNow().AddMinutes(15));
        var seen = await town.Get($"/api/v1/linkages/{linkage.Id}");
        Assert.Equal("linker", seen.GetProperty("waitsFor")[0].GetString());

        var linker = await town.ALinker("510104001002");
        await town.Wait(TimeSpan.FromMinutes(15));
        Assert.Equal(linker, (await town.LinkageWhere(whistle, x => x.Proposals.Count == 1)).LinkerId);
    }

    [Fact]
    public async Task A_round_that_cannot_ask_is_tried_again()
    {
        town.ANeighbour();
        town.Matching.Away = 1;
        var whistle = await town.ABlownWhistle(Urgency.General, town.ALine());
        await town.LinkageIn(whistle, LinkageState.Open);
        await CallRound();
        await town.LinkageWhere(whistle, x => x.LookFailures == 1);
        await town.Wait(TimeSpan.FromSeconds(1));
        await town.LinkageWhere(whistle, x => x.Proposals.Count == 1);
    }

    [Fact]
    public async Task Whom_the_linker_refuses_is_not_proposed_again_and_the_reason_is_counted()
    {
        var first = town.ANeighbour();
        var (linkage, whistle) = await AProposal();
        var second = town.ANeighbour();

        var path = $"/api/v1/linkages/{linkage.Id}/proposals/{linkage.Proposals[0].Id}/refuse";
        Assert.Equal(
            (403, "identity.no-role", null),
            await town.Client(Town.Everything).PostAsJsonAsync(path, new { reason = "knows-them" }).AsProblem());
        Assert.Equal(
            (422, "invitation.reason", "reason"),
            await town.Http.PostAsJsonAsync(path, new { reason = "Because she said so" }).AsProblem());
        await town.Post(path, new { reason = "knows-them" });
        Assert.Equal(
            (409, "linkage.proposal-gone", null),
            await town.Http.PostAsJsonAsync(path, new { reason = "knows-them" }).AsProblem());
        await CallRound();

        var next = (await town.LinkageWhere(whistle, x => x.Proposals.Count == 1)).Proposals[0];
        Assert.NotEqual(first.Id, next.ResourceId);
        Assert.Equal(second.Id, next.ResourceId);
        await town.Post($"/api/v1/linkages/{linkage.Id}/confirm", new { all = true });
        Assert.Equal((1, 0, 1, "knows-them"), await Decided());
    }

    [Fact]
    public async Task The_linker_invites_somebody_else_and_the_reason_is_counted()
    {
        var advised = town.ANeighbour();
        var (linkage, whistle) = await AProposal();
        var (line, other) = (linkage.Lines[0], Guid.CreateVersion7());
        var path = $"/api/v1/linkages/{linkage.Id}/proposals/{linkage.Proposals[0].Id}/change";
        object To(string reason = "speaks-her-dialect", string society = "PartyBranches", string? slot = null) =>
            new { resourceId = other, society, slot = slot ?? $"{line.Slots[1]}", reason };

        Assert.Equal(
            (422, "invitation.reason", "reason"), await town.Http.PostAsJsonAsync(path, To("?")).AsProblem());
        Assert.Equal(
            (422, "linkage.no-owner", "society"),
            await town.Http.PostAsJsonAsync(path, To(society: "Community")).AsProblem());
        Assert.Equal(
            (422, "linkage.slot-gone", "slot"),
            await town.Http.PostAsJsonAsync(path, To(slot: "2031-01-01/morning")).AsProblem());
        await town.Post(path, To());

        var sent = await town.Told.First<InvitationSent>();
        Assert.Equal(
            (other, Society.PartyBranches, line.Slots[1], "linker"),
            (sent.ResourceId, sent.Society, sent.Slot, sent.DecidedBy));
        var after = await town.LinkageWhere(whistle, x => x.Invitations.Count == 1);
        Assert.Empty(after.Proposals);
        Assert.NotEqual(advised.Id, after.Invitations[0].ResourceId);
        Assert.Equal((0, 1, 0, "speaks-her-dialect"), await Decided());
    }

    [Fact]
    public async Task A_round_says_what_it_came_to_and_how_evenly()
    {
        town.ANeighbour();
        await AProposal();

        var round = Assert.Single((await town.Get($"/api/v1/linkages/rounds?community={Town.Community}"))
            .GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal(
            ("510104001", "policy-1", 1, 1, 0),
            (round.GetProperty("subdistrict").GetString(), round.GetProperty("policyVersion").GetString(),
                round.GetProperty("linkages").GetInt32(), round.GetProperty("lines").GetInt32(),
                round.GetProperty("unserved").GetInt32()));
        Assert.Equal(0.25, round.GetProperty("load").GetProperty("after").GetDouble());
        Assert.Empty((await town.Client(Town.Everything, ["510104002001"]).GetAsync("/api/v1/linkages/rounds").Body())
            .GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_was_served_before_goes_along_with_the_question()
    {
        town.ANeighbour();
        var (linkage, whistle) = await AProposal();
        await town.Post($"/api/v1/linkages/{linkage.Id}/confirm", new { all = true });
        var sent = await town.Told.First<InvitationSent>();
        await town.Starts(sent);
        await town.Finishes(sent, 45);
        await town.LinkageIn(whistle, LinkageState.Served);

        town.ANeighbour();
        await AProposal();

        var before = Assert.Single(town.Matching.Rounds[^1].ServedBefore);
        Assert.Equal(($"{whistle.MicroGridId}", 1), (before.MicroGridId, before.Units));
    }

    private async Task<(Linkage Linkage, WhistleBlown Whistle)> AProposal()
    {
        var whistle = await town.ABlownWhistle(Urgency.General, town.ALine());
        await town.LinkageIn(whistle, LinkageState.Open);
        await CallRound();
        return (await town.LinkageWhere(whistle, x => x.Proposals.Count == 1), whistle);
    }

    private async Task<(int Confirmed, int Changed, int Refused, string? Reason)> Decided()
    {
        var policy = Assert.Single(
            (await town.Get($"/api/v1/linkages/decisions?community={Town.Community}")).EnumerateArray().ToArray());
        Assert.Equal("policy-1", policy.GetProperty("policyVersion").GetString());
        return (policy.GetProperty("confirmed").GetInt32(), policy.GetProperty("changed").GetInt32(),
            policy.GetProperty("refused").GetInt32(), policy.GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    private Task<JsonElement> CallRound() =>
        town.Post("/api/v1/linkages/rounds", new { community = Town.Community });

    private async Task<JsonElement[]> Proposals(Linkage linkage) =>
        [.. (await town.Get($"/api/v1/linkages/{linkage.Id}/proposals")).GetProperty("items").EnumerateArray()];
}
