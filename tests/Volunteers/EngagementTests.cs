using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Tests.Volunteers;

/// <summary>The rules of the noun, without a host.</summary>
public sealed class EngagementTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    public static IEnumerable<object[]> AllMoves =>
        from state in Enum.GetValues<EngagementState>()
        from move in Enum.GetValues<EngagementMove>()
        from kind in Enum.GetValues<NeedKind>()
        where state is not EngagementState.Delivered || kind is not NeedKind.People
        where state is not (EngagementState.Started or EngagementState.Finished) || kind is NeedKind.People
        select new object[] { state, move, kind };

    [Theory]
    [MemberData(nameof(AllMoves))]
    public void A_move_that_the_table_does_not_have_is_refused(
        EngagementState from, EngagementMove move, NeedKind kind)
    {
        var engagement = In(from, kind: kind);
        var isForIt = move switch
        {
            EngagementMove.Start or EngagementMove.Finish => kind == NeedKind.People,
            EngagementMove.Deliver => kind != NeedKind.People,
            _ => true,
        };
        var to = isForIt && Engagement.Moves.TryGetValue((from, move), out var moved) ? moved : (EngagementState?)null;

        var broken = Record.Exception(() => Do(engagement, move)) as BrokenRule;

        Assert.Equal(to is null ? Engagement.IllegalMove : null, broken?.Problem);
        Assert.Equal(to ?? from, engagement.State);
    }

    [Fact]
    public void An_answer_after_its_time_comes_too_late()
    {
        var engagement = In(EngagementState.Asked);

        var broken = Assert.Throws<BrokenRule>(() => engagement.Accept(TimeSpan.Zero, null, Now.AddMinutes(31)));

        Assert.Equal(Engagement.TooLate, broken.Problem);
        Assert.Equal(EngagementState.Asked, engagement.State);
    }

    [Theory]
    [InlineData(-60, 30)]
    [InlineData(60, 90)]
    public void Who_accepts_when_the_slot_has_begun_has_as_long_from_then_on(int after, int startBy)
    {
        var begins = VolunteersHost.Tuesday.Starts;
        var engagement = In(EngagementState.Asked, begins.AddHours(4));

        engagement.Accept(TimeSpan.FromMinutes(30), "their-app", begins.AddMinutes(after));

        Assert.Equal(begins.AddMinutes(startBy), engagement.StartBy);
    }

    [Theory]
    [InlineData(-60, 330)]
    [InlineData(60, 330)]
    [InlineData(299, 330)]
    [InlineData(301, 331)]
    public void A_thing_may_be_delivered_at_any_time_in_its_slot(int after, int deliverBy)
    {
        var begins = VolunteersHost.Tuesday.Starts;
        var engagement = In(EngagementState.Asked, begins.AddHours(9), NeedKind.Venue);

        engagement.Accept(TimeSpan.FromMinutes(30), "their-app", begins.AddMinutes(after));

        Assert.Equal(begins.AddMinutes(deliverBy), engagement.StartBy);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(90, 90)]
    public void Minutes_are_those_between_check_in_and_check_out_and_at_least_one(int passed, int minutes)
    {
        var engagement = In(EngagementState.Started);

        engagement.Finish(Now.AddMinutes(passed), null);

        Assert.Equal(minutes, engagement.Minutes);
        Assert.Equal(Evidence.CheckInOut, engagement.Evidence);
    }

    [Theory]
    [InlineData(ClosingCode.Solved, 90, 15)]
    [InlineData(ClosingCode.Partly, 95, 15)]
    [InlineData(ClosingCode.Silence, 90, 7)]
    [InlineData(ClosingCode.Solved, 5, 0)]
    [InlineData(ClosingCode.Silence, 6, 0)]
    [InlineData(ClosingCode.NoLongerNeeded, 90, 0)]
    [InlineData(ClosingCode.CouldNotBeSolved, 90, 0)]
    public void Minutes_are_worth_what_the_closing_says(ClosingCode code, int minutes, long worth) =>
        Assert.Equal(worth, Closing.Worth(code, minutes, 6));

    [Theory]
    [InlineData(2, false, 1, false, false)]
    [InlineData(2, false, 1, true, false)]
    [InlineData(2, false, 2, false, false)]
    [InlineData(2, false, 2, true, true)]
    [InlineData(2, true, 2, false, false)]
    [InlineData(2, true, 2, true, false)]
    [InlineData(2, true, 3, false, true)]
    public void What_is_older_than_what_was_heard_of_a_whistle_is_late(
        int round, bool isOver, int heard, bool heardOver, bool isNews)
    {
        var whistle = new HeardWhistle { WhistleId = Guid.CreateVersion7() };
        Assert.True(whistle.Hear(round, isOver));
        Assert.Equal(isNews, whistle.Hear(heard, heardOver));
        Assert.Equal(isNews ? (heard, heardOver, 2L) : (round, isOver, 1L), (whistle.Round, whistle.IsOver, whistle.Changes));
    }

    [Fact]
    public void A_place_is_rounded_to_about_fifty_metres() =>
        Assert.Equal(new Position(104.0615, 30.668), new Position(104.06142, 30.66790).Rounded);

    private static Engagement In(
        EngagementState state, DateTimeOffset? answerBy = null, NeedKind kind = NeedKind.People)
    {
        var sent = new InvitationSent(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
            Society.Volunteers, Guid.CreateVersion7(), "accompany", VolunteersHost.Tuesday,
            answerBy ?? Now.AddMinutes(30), "linker", Urgency.General, kind, kind == NeedKind.People ? 0 : 40);
        if (state == EngagementState.Delivered)
        {
            var accepted = Engagement.Of(sent, "510104001001", null, EngagementState.Accepted, Now);
            accepted.Deliver(40, Now);
            return accepted;
        }
        if (state is not (EngagementState.Started or EngagementState.Finished))
            return Engagement.Of(sent, "510104001001", null, state, Now);
        var engagement = Engagement.Of(sent, "510104001001", null, EngagementState.Accepted, Now);
        engagement.Start(Now);
        if (state == EngagementState.Finished)
            engagement.Finish(Now, null);
        return engagement;
    }

    private static void Do(Engagement engagement, EngagementMove move)
    {
        Action act = move switch
        {
            EngagementMove.Accept => () => engagement.Accept(TimeSpan.Zero, null, Now),
            EngagementMove.Decline => () => engagement.Decline(DeclineReason.Other, Now),
            EngagementMove.Expire => engagement.Expire,
            EngagementMove.Withdraw => engagement.Withdraw,
            EngagementMove.Miss => engagement.Miss,
            EngagementMove.Start => () => engagement.Start(Now),
            EngagementMove.Deliver => () => engagement.Deliver(40, Now),
            _ => () => engagement.Finish(Now, null),
        };
        act();
    }
}
