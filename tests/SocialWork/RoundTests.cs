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

    private Task<JsonElement> CallRound() =>
        town.Post("/api/v1/linkages/rounds", new { community = Town.Community });

    private async Task<JsonElement[]> Proposals(Linkage linkage) =>
        [.. (await town.Get($"/api/v1/linkages/{linkage.Id}/proposals")).GetProperty("items").EnumerateArray()];
}
