using FiveSocieties.Events;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>Emergency and urgent needs: matched singly, invited at once by policy.</summary>
public sealed class LookingTests : IAsyncDisposable
{
    private readonly Town town = new();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task An_urgent_need_is_invited_for_at_once()
    {
        for (var i = 0; i < 5; i++)
            town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);

        var invited = await town.Invited(line, 2);

        var linkage = await town.LinkageIn(whistle, LinkageState.Inviting);
        Assert.Equal(2, invited.Count);
        Assert.All(invited, x => Assert.Equal("policy-1", x.DecidedBy));
        Assert.All(invited, x => Assert.Equal(town.Clock.GetUtcNow().AddMinutes(30), x.AnswerBy));
        Assert.Equal(town.Place.Centre, linkage.CentreId);
        Assert.NotNull(linkage.LinkerId);
        Assert.Equal(100, linkage.Invitations.Min(x => x.Reasons!.WalkingSeconds));
        Assert.Equal(linkage.Id, (await town.Told.First<LinkageOpened>()).LinkageId);
    }

    [Fact]
    public async Task A_whistle_told_twice_opens_one_linkage()
    {
        town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        await town.Invited(line, 1);

        await town.Tell(whistle);
        await town.Tell(whistle with { Round = 0 });
        await town.Tell(town.AWhistle(Urgency.Urgent, town.ALine()));
        await Patiently.Until("two are open", () => Task.FromResult(town.Told.All<LinkageOpened>().Count == 2));
        Assert.Single(town.Told.All<LinkageOpened>(), x => x.WhistleId == whistle.WhistleId);
    }

    [Theory]
    [InlineData(InvitationState.Declined)]
    [InlineData(InvitationState.Expired)]
    [InlineData(InvitationState.Refused)]
    public async Task Who_does_not_come_is_replaced_and_not_asked_again(InvitationState end)
    {
        for (var i = 0; i < 3; i++)
            town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var x = (await town.Invited(line, 2))[0];

        await (end switch
        {
            InvitationState.Declined => town.Declines(x),
            InvitationState.Expired =>
                town.Tell(new InvitationExpired(x.InvitationId, x.WhistleId, x.Society, x.ResourceId)),
            _ => town.Tell(new InvitationRefused(
                x.InvitationId, x.WhistleId, x.Society, x.ResourceId, Refusal.NoCapacity)),
        });

        var invited = await town.Invited(line, 3);
        Assert.Equal(3, invited.Select(y => y.ResourceId).Distinct().Count());
        await town.LinkageWhere(whistle, y => y.Invitations.Count(z => z.State == end) == 1);
    }

    [Fact]
    public async Task Who_declines_the_time_is_asked_for_another_time_and_then_no_more()
    {
        var helper = town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        var first = (await town.Invited(line, 1))[0];
        await town.Declines(first, DeclineReason.Time);
        var second = (await town.Invited(line, 2))[1];
        Assert.Equal((helper.Id, line.Slots[0]), (first.ResourceId, first.Slot));
        Assert.Equal((helper.Id, line.Slots[1]), (second.ResourceId, second.Slot));

        await town.Declines(second, DeclineReason.Time);
        var linkage = await town.LinkageIn(whistle, LinkageState.FellShort);
        Assert.Equal("slot", Assert.Single((await town.Told.First<LinkageFellShort>()).Missing).Lacks);
        Assert.Equal(2, town.Sent(line).Count);
        Assert.Equal("slot", await Why());

        town.ANeighbour();
        var other = whistle with { WhistleId = Guid.CreateVersion7(), Lines = [town.ALine()] };
        await town.Tell(other);
        Assert.Contains(await town.Invited(other.Lines[0], 2), x => x.ResourceId == helper.Id);

        async Task<string?> Why() => (await town.Get(
            $"/api/v1/linkages/{linkage.Id}/explanations/{helper.Id}?lineId={line.LineId}")).GetProperty("code").GetString();
    }

    [Fact]
    public async Task Who_declines_for_another_reason_is_explained_as_asked_before()
    {
        var helper = town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        await town.Declines((await town.Invited(line, 1))[0], DeclineReason.Distance);
        var linkage = await town.LinkageIn(whistle, LinkageState.FellShort);

        var why = await town.Get(
            $"/api/v1/linkages/{linkage.Id}/explanations/{helper.Id}?lineId={line.LineId}");

        Assert.Equal("excluded", why.GetProperty("code").GetString());
    }

    [Fact]
    public async Task When_nobody_is_left_it_looks_further_circle_by_circle_and_falls_short()
    {
        var near = town.ANeighbour();
        var far = town.ANeighbour(Society.PartyBranches, Circle.Community);
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);

        var first = (await town.Invited(line, 1))[0];
        Assert.Equal(near.Id, first.ResourceId);
        await town.Declines(first);
        var second = (await town.Invited(line, 2))[1];
        Assert.Equal(far.Id, second.ResourceId);
        Assert.Equal(
            [Circle.FifteenMinutes, Circle.Community], town.Told.All<CircleWidened>().Select(x => x.Circle));
        await town.Declines(second);

        var shortfall = await town.Told.First<LinkageFellShort>();
        Assert.Equal(Circle.Subdistrict, town.Told.All<CircleWidened>()[^1].Circle);
        Assert.Equal(new MissingLine(line.LineId, "accompany", 1, "excluded"), Assert.Single(shortfall.Missing));
        var linkage = await town.LinkageIn(whistle, LinkageState.FellShort);
        Assert.Null(linkage.NextLookAt);
    }

    [Fact]
    public async Task A_need_for_which_there_is_nobody_falls_short_from_open()
    {
        var line = town.ALine(skill: "sign-language");
        await town.ABlownWhistle(Urgency.Emergency, line);
        Assert.Equal("skill", Assert.Single((await town.Told.First<LinkageFellShort>()).Missing).Lacks);
    }

    [Fact]
    public async Task While_nobody_answers_the_circle_widens_by_the_clock()
    {
        town.ANeighbour();
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Urgent, line);
        await town.Invited(line, 1);
        await town.LinkageWhere(whistle, x => x.NextLookAt == town.Clock.GetUtcNow().AddMinutes(15));
        Assert.Empty(town.Told.All<CircleWidened>());

        town.ANeighbour(circle: Circle.FifteenMinutes);
        await town.Wait(TimeSpan.FromMinutes(15));

        await town.Told.First<CircleWidened>(x => x.Circle == Circle.FifteenMinutes);
        await town.Invited(line, 2);
    }

    [Fact]
    public async Task A_question_without_answer_is_asked_again_and_nothing_is_lost()
    {
        town.ANeighbour();
        town.Matching.Away = 2;
        var line = town.ALine();
        var whistle = await town.ABlownWhistle(Urgency.Emergency, line);
        await town.LinkageWhere(whistle, x => x.LookFailures == 1);
        Assert.Empty(town.Sent(line));

        await town.Wait(TimeSpan.FromSeconds(1));
        await town.Wait(TimeSpan.FromSeconds(1));
        await town.Invited(line, 1);
        Assert.Equal(0, (await town.LinkageIn(whistle, LinkageState.Inviting)).LookFailures);
    }

    [Fact]
    public async Task Two_lines_of_one_whistle_do_not_ask_the_same_person()
    {
        town.ANeighbour();
        town.ANeighbour();
        var (one, two) = (town.ALine(), town.ALine());
        await town.ABlownWhistle(Urgency.Urgent, one, two);
        await Patiently.Until("two are invited", () => Task.FromResult(town.Told.All<InvitationSent>().Count >= 2));
        await town.Told.First<CircleWidened>();
        Assert.Equal(2, town.Told.All<InvitationSent>().Select(x => x.ResourceId).Distinct().Count());
        Assert.Equal(2, town.Told.All<InvitationSent>().Count);
    }
}
