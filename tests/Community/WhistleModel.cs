using CsCheck;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Events;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Tests.Community;

/// <summary>
/// The noun alone under random moves, legal and illegal, told twice, late and out of order. What life allows is written
/// down a second time here; a failure names its seed.
/// </summary>
public sealed class WhistleModel
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private static readonly WhistleClocks Clocks = new(new(), new([], [], []));

    private static readonly Sealed Words = ASeal().Close("whistles.description", "…");

    private static readonly WhistleState[] WithTheLinkage =
        [WhistleState.Blown, WhistleState.Linked, WhistleState.InService];

    private enum Act
    {
        Blow,
        MarkDuplicate,
        Disown,
        Withdraw,
        Defer,
        GiveUp,
        Solved,
        Partly,
        NotSolved,
        Pause,
        Resume,
        Strike,
        HearForm,
        HearStart,
        HearServe,
        HearFellShort,
        HearCircle,
    }

    /// <summary>What happens: how many minutes later, and for a thing that is heard, of which round.</summary>
    private static readonly Gen<(Act Act, int Minutes, int Round)> Happenings =
        Gen.Select(Gen.Int[0, 16].Select(x => (Act)x), Gen.OneOf(Gen.Int[0, 90], Gen.Int[0, 9000]), Gen.Int[-1, 4])
            .Select((act, minutes, round) => (act, minutes, round > 1 ? 0 : round));

    [Fact]
    public void Whatever_happens_it_stays_in_the_ways_of_life() =>
        Gen.Select(Gen.Int[0, 3].Select(x => (Urgency)x), Happenings.Array[1, 60]).Sample(
            (urgency, story) =>
            {
                var (whistle, now) = (Raised(urgency), Start);
                foreach (var happening in story)
                {
                    now = now.AddMinutes(happening.Minutes);
                    Happens(whistle, happening.Act, whistle.Round + happening.Round, now);
                }
            },
            iter: 4000);

    [Fact]
    public void Every_state_and_every_end_is_reached_by_it()
    {
        HashSet<(WhistleState, ClosingCode?)> seen = [];
        Gen.Select(Gen.Int[0, 3].Select(x => (Urgency)x), Happenings.Array[60]).Sample(
            (urgency, story) =>
            {
                var (whistle, now) = (Raised(urgency), Start);
                foreach (var happening in story)
                {
                    now = now.AddMinutes(happening.Minutes);
                    Happens(whistle, happening.Act, whistle.Round + happening.Round, now);
                    seen.Add((whistle.State, whistle.Closing));
                }
            },
            iter: 4000, threads: 1);

        Assert.Equal(Enum.GetValues<WhistleState>(), seen.Select(x => x.Item1).Distinct().Order());
        Assert.Equal(Enum.GetValues<ClosingCode>(), seen.Select(x => x.Item2).OfType<ClosingCode>().Distinct().Order());
    }

    private static void Happens(Whistle whistle, Act act, int round, DateTimeOffset now)
    {
        var (before, to) = (Picture.Of(whistle), Life(whistle, act, round, now));
        var said = Do(whistle, act, round, now);
        var after = Picture.Of(whistle);

        Assert.True(to is not null == said, $"{act} of {before.State}: expected {to}, and it said {said}");
        if (to is null && act != Act.HearCircle)
            Assert.Equal(before, after);
        Assert.Equal(to ?? before.State, after.State);
        Assert.Equal(before.Steps + (to is null ? 0 : 1), after.Steps);
        var isNewRound = to is not null && act is Act.Blow or Act.NotSolved && to == WhistleState.Blown;
        Assert.Equal(before.Round + (isNewRound ? 1 : 0), after.Round);
        if (!isNewRound)
            NothingRunsBackward(before, after);
        IsSound(whistle, now);
    }

    /// <summary>Where life leads to; null when the move is refused, late or old news.</summary>
    private static WhistleState? Life(Whistle whistle, Act act, int round, DateTimeOffset now)
    {
        var (state, isOurs) = (whistle.State, round == whistle.Round);
        var mayReopen = state == WhistleState.Served || (state == WhistleState.Closed
            && whistle.Closing != ClosingCode.CouldNotBeSolved && now <= whistle.ClosedAt + TimeSpan.FromDays(15));
        return act switch
        {
            Act.Blow when state is WhistleState.Raised or WhistleState.Escalated or WhistleState.Deferred
                => WhistleState.Blown,
            Act.MarkDuplicate when state == WhistleState.Raised => WhistleState.Duplicate,
            Act.Disown when state is WhistleState.Raised or WhistleState.Escalated => WhistleState.NotOurs,
            Act.Withdraw when state is not (WhistleState.Closed or WhistleState.Duplicate or WhistleState.NotOurs
                or WhistleState.Withdrawn) => WhistleState.Withdrawn,
            Act.Defer when state == WhistleState.Escalated => WhistleState.Deferred,
            Act.GiveUp when state == WhistleState.Deferred => WhistleState.Closed,
            Act.Solved or Act.Partly when state == WhistleState.Served => WhistleState.Closed,
            Act.NotSolved when mayReopen => whistle.Reopenings < 2 ? WhistleState.Blown : WhistleState.Escalated,
            Act.Pause when WithTheLinkage.Contains(state) && whistle.Pause is null => state,
            Act.Resume when whistle.Pause is not null => state,
            Act.Strike when whistle.DueAt <= now => whistle.Pause is not null ? state
                : state == WhistleState.Served ? WhistleState.Closed : WhistleState.Escalated,
            Act.HearForm when isOurs && state == WhistleState.Blown => WhistleState.Linked,
            Act.HearStart when isOurs && state is WhistleState.Blown or WhistleState.Linked => WhistleState.InService,
            Act.HearServe when isOurs && WithTheLinkage.Contains(state) => WhistleState.Served,
            Act.HearFellShort when isOurs && WithTheLinkage.Contains(state) => WhistleState.Escalated,
            _ => null,
        };
    }

    /// <summary>Does it as the interface, the consumers and the sweep do; false when it was refused or old news.</summary>
    private static bool Do(Whistle whistle, Act act, int round, DateTimeOffset now)
    {
        var linkage = Guid.CreateVersion7();
        switch (act)
        {
            case Act.HearForm: return whistle.Hear(WhistleMove.Form, linkage, round, now);
            case Act.HearStart: return whistle.Hear(WhistleMove.Start, linkage, round, now);
            case Act.HearServe: return whistle.Serve(linkage, round, ["their-app"], now.AddDays(3), now);
            case Act.HearFellShort: return whistle.FallShort(linkage, round, "fell-short", now);
            case Act.HearCircle:
                whistle.Widen(linkage, round, (Circle)(Math.Abs(round) % 4));
                return false;
            case Act.Strike when !(whistle.DueAt <= now): return false;
        }

        Action told = act switch
        {
            Act.Blow => () => whistle.Blow([], Clocks.DeadlinesOf(whistle.Urgency, now), "staff", now),
            Act.MarkDuplicate => () => whistle.MarkDuplicate(linkage, "staff", now),
            Act.Disown => () => whistle.Disown("water-company", "staff", now),
            Act.Withdraw => () => whistle.Withdraw("family-came", "partner", now),
            Act.Defer => () => whistle.Defer(new("no-budget", "…", now.AddDays(30)), "street", now),
            Act.GiveUp => () => whistle.GiveUp("no-way", "street", now),
            Act.Solved => () => whistle.Answer(Answer.Solved, null, "partner", now),
            Act.Partly => () => whistle.Answer(Answer.Partly, null, "partner", now),
            Act.NotSolved => () => whistle.Reopen(Clocks, null, "partner", now),
            Act.Pause => () => whistle.StopClocks("snow", now.AddDays(2), "staff", now),
            Act.Resume => () => whistle.RunClocks(Clocks, "staff", now),
            _ when whistle.Allows(WhistleMove.FallSilent) => () => whistle.FallSilent(now),
            _ when whistle.Pause is not null => () => whistle.RunClocks(Clocks, now),
            _ => () => whistle.RunLate("resolve-by-passed", now),
        };
        return Record.Exception(told) switch
        {
            null => true,
            BrokenRule => false,
            var bug => throw new InvalidOperationException($"{act} of {whistle.State}", bug),
        };
    }

    /// <summary>Within a round clocks only move on, and circles only widen.</summary>
    private static void NothingRunsBackward(Picture before, Picture after)
    {
        Assert.True(!(after.RespondBy < before.RespondBy) && !(after.ResolveBy < before.ResolveBy));
        Assert.True(before.Circle is null || after.Circle >= before.Circle);
        Assert.True(after.Reopenings >= before.Reopenings);
    }

    private static void IsSound(Whistle whistle, DateTimeOffset now)
    {
        ClosingCode[] codes = whistle.State switch
        {
            WhistleState.Withdrawn => [ClosingCode.NoLongerNeeded],
            WhistleState.Closed =>
                [ClosingCode.Solved, ClosingCode.Partly, ClosingCode.Silence, ClosingCode.CouldNotBeSolved],
            _ => [],
        };
        Assert.Equal(codes.Length > 0, whistle.Closing is not null);
        Assert.Equal(codes.Length > 0, whistle.ClosedAt is not null);
        Assert.True(whistle.Closing is not { } code || codes.Contains(code), $"{whistle.State} with {whistle.Closing}");
        Assert.True(whistle.Pause is null || WithTheLinkage.Contains(whistle.State));
        Assert.Equal(
            whistle.State == WhistleState.Served ? whistle.AnswerBy
                : WithTheLinkage.Contains(whistle.State) ? whistle.Pause?.Until ?? whistle.ResolveBy
                : null,
            whistle.DueAt);
        Assert.Equal(whistle.State, whistle.Steps[^1].State);
        Assert.True(whistle.Steps.Zip(whistle.Steps.Skip(1)).All(x => x.First.At <= x.Second.At));
        Assert.True(whistle.Steps[^1].At <= now);
        Assert.Equal(whistle.State == WhistleState.Duplicate, whistle.DuplicateOf is not null);
        Assert.Equal(whistle.State == WhistleState.NotOurs, whistle.OtherBody is not null);
        Assert.True(whistle.State != WhistleState.Deferred || whistle.Deferral is not null);
        Assert.Equal(whistle.Round == 0, whistle.RespondBy is null);
    }

    private static Whistle Raised(Urgency urgency) => Whistle.Raise(
        new(CommunityHost.Community, CommunityHost.Home, "elder-care", urgency, Channel.Resident, "…"),
        Guid.CreateVersion7(), Words, "partner", Start);

    private static Seal ASeal()
    {
        var key = Convert.ToBase64String(new byte[32]);
        return new(Options.Create(new RecordKeys { EncryptionKey = key, IndexKey = key, PersonKey = key }));
    }

    /// <summary>All of a whistle that can change.</summary>
    private sealed record Picture(
        WhistleState State, int Round, DateTimeOffset? RespondBy, DateTimeOffset? ResolveBy, DateTimeOffset? AnswerBy,
        DateTimeOffset? DueAt, Circle? Circle, ClosingCode? Closing, DateTimeOffset? ClosedAt, WhistlePause? Pause,
        Deferral? Deferral, Guid? LinkageId, int Reopenings, int Steps)
    {
        public static Picture Of(Whistle whistle) => new(
            whistle.State, whistle.Round, whistle.RespondBy, whistle.ResolveBy, whistle.AnswerBy, whistle.DueAt,
            whistle.Circle, whistle.Closing, whistle.ClosedAt, whistle.Pause, whistle.Deferral, whistle.LinkageId,
            whistle.Reopenings, whistle.Steps.Count);
    }
}
