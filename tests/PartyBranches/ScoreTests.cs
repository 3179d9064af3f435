using FiveSocieties.Calls;
using FiveSocieties.Events;
using FiveSocieties.PartyBranches;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.PartyBranches;

public sealed class ScoreTests(PartyBranchesHost host) : IClassFixture<PartyBranchesHost>
{
    [Fact]
    public async Task A_member_who_served_is_scored_when_the_whistle_is_closed()
    {
        var sent = await AMemberWhoServed(45);
        Assert.Equal(0, await Total(sent.ResourceId));

        await host.Tell(new WhistleClosed(sent.WhistleId, 1, ClosingCode.Solved));
        await IsScored(sent);
        var score = await host.ABranchOffice.GetAsync($"/api/v1/members/{sent.ResourceId}/score").Body();

        Assert.Equal(7, score.GetProperty("total").GetInt64());
        var entry = Assert.Single(score.GetProperty("items").EnumerateArray());
        Assert.Equal((sent.InvitationId, "service-minutes", 7), (entry.GetProperty("engagementId").GetGuid(),
            entry.GetProperty("rule").GetString(), entry.GetProperty("score").GetInt64()));
    }

    [Fact]
    public async Task A_closing_told_twice_scores_once_and_another_round_not_at_all()
    {
        var sent = await AMemberWhoServed(30);

        await host.Tell(new WhistleClosed(sent.WhistleId, 2, ClosingCode.Solved));
        await host.Tell(new WhistleClosed(sent.WhistleId, 1, ClosingCode.Silence));
        await IsScored(sent);
        await host.Tell(new WhistleClosed(sent.WhistleId, 1, ClosingCode.Solved));
        await Patiently.Until("all were heard", () => host.Look(async (PartyBranchesDb db) =>
            await db.Inbox.CountAsync(x => x.Consumer.EndsWith(nameof(OnWhistleClosed)))
            == host.Told.All<WhistleClosed>().Count));

        Assert.Equal(2, await Total(sent.ResourceId));
    }

    [Fact]
    public async Task Who_finishes_after_the_closing_is_scored_then()
    {
        var sent = await host.AMemberAtWork();
        await host.Tell(new WhistleClosed(sent.WhistleId, 1, ClosingCode.Partly));
        await Patiently.Until("closed", () => host.Look((PartyBranchesDb db) =>
            db.Closings.AnyAsync(x => x.WhistleId == sent.WhistleId)));

        host.Clock.Advance(TimeSpan.FromMinutes(12));
        await host.Move(sent, "finish").Body();

        Assert.Equal(2, await Total(sent.ResourceId));
    }

    [Fact]
    public async Task A_score_is_for_the_branch_alone()
    {
        var member = await host.AMember();
        var elsewhere = host.Client("members.read", ["510104001002"], ["branch"]);

        Assert.Equal((403, "identity.no-role", null),
            await host.Partner.GetAsync($"/api/v1/members/{member}/score").AsProblem());
        Assert.Equal((404, "request.not-found", null),
            await elsewhere.GetAsync($"/api/v1/members/{member}/score").AsProblem());
    }

    private async Task<InvitationSent> AMemberWhoServed(int minutes)
    {
        var sent = await host.AMemberAtWork();
        host.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await host.Move(sent, "finish").Body();
        return sent;
    }

    private Task IsScored(InvitationSent sent) => Patiently.Until("a score", () => host.Look((PartyBranchesDb db) =>
        db.Scores.AnyAsync(x => x.EngagementId == sent.InvitationId)));

    private Task<long> Total(Guid member) => host.Look((PartyBranchesDb db) =>
        db.Scores.Where(x => x.MemberId == member).SumAsync(x => x.Score));
}
