using FiveSocieties.Community.Whistles;
using FiveSocieties.Events;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Tests.Community;

public sealed class WhistleMovesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private static readonly Guid Linkage = Guid.CreateVersion7();

    private static readonly WhistleClocks Clocks = new(new(), new([], [], []));

    private static readonly WhistleMove[] HeardMoves = [WhistleMove.Form, WhistleMove.Start, WhistleMove.Serve];

    [Fact]
    public void Nothing_that_is_heard_moves_backward()
    {
        Assert.All(
            WhistleMoves.Allowed.Where(move => HeardMoves.Contains(move.Key.Move)),
            move => Assert.True(move.Value > move.Key.From));
        Assert.DoesNotContain(WhistleMoves.Allowed, move => move.Key.From != WhistleState.Closed
            && WhistleMoves.Over.Contains(move.Key.From));
    }

    [Fact]
    public void What_the_linkage_says_moves_a_whistle_that_is_with_it_and_no_other()
    {
        foreach (var (state, whistle) in InEveryState())
        {
            foreach (var move in HeardMoves)
                Assert.Equal(
                    state < WhistleState.Served && state != WhistleState.Raised && After(move) > state,
                    whistle().Hear(move, Linkage, whistle().Round, Now));
            Assert.Equal(
                state is WhistleState.Blown or WhistleState.Linked or WhistleState.InService,
                whistle().FallShort(Linkage, whistle().Round, "fell-short", Now));
            var late = whistle();
            var steps = late.Steps;
            Assert.False(late.Hear(WhistleMove.Serve, Linkage, late.Round + 1, Now));
            Assert.Equal((state, steps), (late.State, late.Steps));
        }
    }

    [Theory]
    [InlineData(WhistleState.Raised, WhistleMove.Serve)]
    [InlineData(WhistleState.Blown, WhistleMove.Blow)]
    [InlineData(WhistleState.Served, WhistleMove.Escalate)]
    [InlineData(WhistleState.Closed, WhistleMove.Answer)]
    public void What_the_table_does_not_name_is_not_allowed(WhistleState from, WhistleMove move) =>
        Assert.False(WhistleMoves.Allowed.ContainsKey((from, move)));

    [Fact]
    public void Whatever_order_the_linkage_is_heard_in_it_ends_served()
    {
        foreach (var order in Orders([0, 1, 2, 3, 4]))
        {
            var whistle = Blown();
            foreach (var heard in order)
                Hear(whistle, heard);
            Assert.Equal(WhistleState.Served, whistle.State);
            Assert.Equal(Linkage, whistle.LinkageId);
            Assert.Equal(Circle.Community, whistle.Circle);
            Assert.Equal(Now.AddDays(3), whistle.DueAt);
        }
    }

    [Fact]
    public void What_is_heard_twice_is_news_once()
    {
        var whistle = Blown();
        Assert.True(whistle.Hear(WhistleMove.Form, Linkage, 1, Now));
        Assert.False(whistle.Hear(WhistleMove.Form, Linkage, 1, Now));
        Assert.True(whistle.Serve(Linkage, 1, [], Now.AddDays(3), Now));
        Assert.False(whistle.Serve(Linkage, 1, [], Now.AddDays(9), Now));
        Assert.Equal(Now.AddDays(3), whistle.AnswerBy);
    }

    [Fact]
    public void Another_round_is_not_heard()
    {
        var whistle = Blown();
        Assert.False(whistle.Hear(WhistleMove.Form, Linkage, 2, Now));
        Assert.False(whistle.Serve(Linkage, 0, [], Now, Now));
        Assert.False(whistle.FallShort(Linkage, 2, "fell-short", Now));
        whistle.Widen(Linkage, 2, Circle.Community);
        Assert.Equal((WhistleState.Blown, null, null), (whistle.State, whistle.LinkageId, whistle.Circle));
    }

    [Fact]
    public void Once_escalated_what_the_linkage_says_is_late()
    {
        var whistle = Blown();
        Assert.True(whistle.FallShort(Linkage, 1, "fell-short", Now));
        Assert.All(HeardMoves, move => Assert.False(whistle.Hear(move, Linkage, 1, Now)));
        Assert.Equal((WhistleState.Escalated, null), (whistle.State, whistle.DueAt));
    }

    [Fact]
    public void An_answer_before_the_service_is_an_illegal_move()
    {
        var broken = Assert.Throws<BrokenRule>(() => Blown().Answer(Answer.Solved, null, "partner", Now));
        Assert.Equal("whistle.illegal-move", broken.Problem.Code);
    }

    [Fact]
    public void Every_move_is_remembered_with_who_when_and_why()
    {
        var whistle = Blown();
        whistle.Serve(Linkage, 1, [], Now.AddDays(3), Now.AddHours(1));
        whistle.Answer(Answer.Partly, null, "partner", Now.AddHours(2));
        Assert.Equal(
            [
                new(WhistleState.Raised, Now, "partner"),
                new(WhistleState.Blown, Now, "staff-desk"),
                new(WhistleState.Served, Now.AddHours(1), "linkage"),
                new(WhistleState.Closed, Now.AddHours(2), "partner", "Partly"),
            ],
            whistle.Steps);
        Assert.Equal((ClosingCode.Partly, null), (whistle.Closing, whistle.DueAt));
    }

    private static WhistleState After(WhistleMove move) => move switch
    {
        WhistleMove.Form => WhistleState.Linked,
        WhistleMove.Start => WhistleState.InService,
        _ => WhistleState.Served,
    };

    private static IEnumerable<(WhistleState State, Func<Whistle> Whistle)> InEveryState()
    {
        yield return (WhistleState.Raised, Raised);
        yield return (WhistleState.Blown, Blown);
        yield return (WhistleState.Linked, () => With(Blown(), x => x.Hear(WhistleMove.Form, Linkage, 1, Now)));
        yield return (WhistleState.InService, () => With(Blown(), x => x.Hear(WhistleMove.Start, Linkage, 1, Now)));
        yield return (WhistleState.Served, Served);
        yield return (WhistleState.Closed, () => With(Served(), x => x.FallSilent(Now)));
        yield return (WhistleState.Escalated, Escalated);
        yield return (WhistleState.Deferred, () => With(Escalated(), x => x.Defer(new("no", "…", Now), "street", Now)));
        yield return (WhistleState.Duplicate, () => With(Raised(), x => x.MarkDuplicate(Linkage, "staff", Now)));
        yield return (WhistleState.NotOurs, () => With(Raised(), x => x.Disown("water", "staff", Now)));
        yield return (WhistleState.Withdrawn, () => With(Blown(), x => x.Withdraw("no-more", "partner", Now)));

        static Whistle Served() => With(Blown(), x => x.Serve(Linkage, 1, [], Now.AddDays(3), Now));
        static Whistle Escalated() => With(Blown(), x => x.FallShort(Linkage, 1, "fell-short", Now));
    }

    private static Whistle With(Whistle whistle, Action<Whistle> act)
    {
        act(whistle);
        return whistle;
    }

    private static void Hear(Whistle whistle, int heard)
    {
        if (heard < HeardMoves.Length - 1)
            whistle.Hear(HeardMoves[heard], Linkage, 1, Now);
        else if (heard == HeardMoves.Length - 1)
            whistle.Serve(Linkage, 1, [], Now.AddDays(3), Now);
        else
            whistle.Widen(Linkage, 1, heard == 3 ? Circle.FiveMinutes : Circle.Community);
    }

    private static Whistle Raised()
    {
        var key = Convert.ToBase64String(new byte[32]);
        var seal = new Seal(Options.Create(new RecordKeys { EncryptionKey = key, IndexKey = key, PersonKey = key }));
        return Whistle.Raise(
            new(CommunityHost.Community, CommunityHost.Home, "elder-care", Urgency.Urgent, Channel.Resident, "…"),
            Guid.CreateVersion7(),
            seal.Close("whistles.description", "…"),
            "partner",
            Now);
    }

    private static Whistle Blown() => With(
        Raised(), x => x.Blow([], Clocks.DeadlinesOf(Urgency.Urgent, Now), "staff-desk", Now));

    private static IEnumerable<int[]> Orders(int[] rest) => rest.Length == 0
        ? [[]]
        : rest.SelectMany(first => Orders([.. rest.Where(x => x != first)]).Select(tail => (int[])[first, .. tail]));
}
