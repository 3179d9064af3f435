using System.Net.Http.Json;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Community;

/// <summary>
/// The table of life, row by row, through the interface: what it names happens and says its event; everything else is
/// refused and changes nothing. What is heard of the linkage comes twice, and of another round, as it may.
/// </summary>
public sealed class EveryMoveTests(CommunityHost host) : IClassFixture<CommunityHost>
{
    private static readonly string[] Verbs =
    [
        "blow", "mark-duplicate", "not-ours", "withdraw", "pause", "resume", "solved", "partly", "not-solved", "defer",
        "give-up",
    ];

    /// <summary>Written down from the page that the product is built from, not from the code.</summary>
    private static readonly (WhistleState From, string Verb, WhistleState To, Type[] Says)[] Life =
    [
        (WhistleState.Raised, "blow", WhistleState.Blown, [typeof(WhistleBlown)]),
        (WhistleState.Raised, "mark-duplicate", WhistleState.Duplicate, [typeof(WhistleMarkedDuplicate)]),
        (WhistleState.Raised, "not-ours", WhistleState.NotOurs, [typeof(WhistleNotOurs)]),
        (WhistleState.Escalated, "blow", WhistleState.Blown, [typeof(WhistleBlown)]),
        (WhistleState.Escalated, "not-ours", WhistleState.NotOurs, [typeof(WhistleNotOurs)]),
        (WhistleState.Escalated, "defer", WhistleState.Deferred, [typeof(WhistleDeferred)]),
        (WhistleState.Deferred, "blow", WhistleState.Blown, [typeof(WhistleBlown)]),
        (WhistleState.Deferred, "give-up", WhistleState.Closed, [typeof(WhistleClosed)]),
        (WhistleState.Served, "solved", WhistleState.Closed, [typeof(WhistleAnswered), typeof(WhistleClosed)]),
        (WhistleState.Served, "partly", WhistleState.Closed, [typeof(WhistleAnswered), typeof(WhistleClosed)]),
        (WhistleState.Served, "not-solved", WhistleState.Blown, [typeof(WhistleReopened), typeof(WhistleBlown)]),
        (WhistleState.Closed, "not-solved", WhistleState.Blown, [typeof(WhistleReopened), typeof(WhistleBlown)]),
        (WhistleState.Blown, "pause", WhistleState.Blown, [typeof(WhistlePaused)]),
        (WhistleState.Linked, "pause", WhistleState.Linked, [typeof(WhistlePaused)]),
        (WhistleState.InService, "pause", WhistleState.InService, [typeof(WhistlePaused)]),
        .. from state in Enum.GetValues<WhistleState>()
           where state is not (WhistleState.Closed or WhistleState.Duplicate or WhistleState.NotOurs
               or WhistleState.Withdrawn)
           select (state, "withdraw", WhistleState.Withdrawn,
               (Type[])[typeof(WhistleWithdrawn), typeof(WhistleClosed)]),
    ];

    public static TheoryData<WhistleState> States => [.. Enum.GetValues<WhistleState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_life_allows_happens_and_says_its_event(WhistleState state)
    {
        foreach (var (_, verb, to, says) in Life.Where(row => row.From == state))
        {
            var id = await host.AWhistleIn(state);
            var round = (await host.Row(id)).Round;

            await Try(id, verb).Body();

            var row = await host.Row(id);
            Assert.True(row.State == to, $"{verb} of {state} ended {row.State}");
            Assert.Equal(says.Contains(typeof(WhistleBlown)) ? round + 1 : round, row.Round);
            foreach (var said in says)
                await Patiently.Until($"{said.Name} is told of {verb}", () => Task.FromResult(Told(id).Contains(said)));
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Everything_else_is_refused_and_changes_nothing(WhistleState state)
    {
        var id = await host.AWhistleIn(state);
        var before = (await host.View(id)).GetRawText();
        var version = (await host.Row(id)).Version;
        foreach (var verb in Verbs.Where(verb => !Life.Any(row => row.From == state && row.Verb == verb)))
        {
            var refused = await Try(id, verb).AsProblem();
            Assert.True(refused == (409, "whistle.illegal-move", null), $"{verb} of {state} was answered {refused}");
        }

        Assert.Equal(before, (await host.View(id)).GetRawText());
        Assert.Equal(version, (await host.Row(id)).Version);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_the_linkage_says_moves_what_is_with_it_and_nothing_else(WhistleState state)
    {
        WhistleState[] withIt = [WhistleState.Blown, WhistleState.Linked, WhistleState.InService];
        foreach (var (to, says) in ((WhistleState, Type?)[])[
            (WhistleState.Linked, null), (WhistleState.InService, null), (WhistleState.Served, typeof(AnswerRequested)),
            (WhistleState.Escalated, typeof(WhistleEscalated))])
        {
            var id = await host.AWhistleIn(state);
            var before = await host.Row(id);
            var isNews = withIt.Contains(state) && (to > state || to == WhistleState.Escalated);
            await Say(to, id, before.Round + 1);
            Assert.Equal(before.Version, (await host.Row(id)).Version);

            for (var times = 0; times < 2; times++)
                await Say(to, id, before.Round);
            var after = await host.Row(id);
            Assert.True(after.State == (isNews ? to : state), $"{to} heard when {state} ended {after.State}");
            Assert.Equal(before.Steps.Count + (isNews ? 1 : 0), after.Steps.Count);
            if (!isNews)
                Assert.Equal(before.Version, after.Version);
            if (isNews && says is not null)
                await Patiently.Until($"{says.Name} is told", () => Task.FromResult(Told(id).Contains(says)));
        }
    }

    private Task Say(WhistleState to, Guid id, int round) => to switch
    {
        WhistleState.Linked => host.TellAndWait(
            new LinkageFormed(Guid.CreateVersion7(), id, round, [Society.Volunteers])),
        WhistleState.InService => host.TellAndWait(new LinkageStarted(Guid.CreateVersion7(), id, round)),
        WhistleState.Served => host.TellAndWait(
            new LinkageServed(Guid.CreateVersion7(), id, round, 60, ["their-app"])),
        _ => host.TellAndWait(new LinkageFellShort(Guid.CreateVersion7(), id, round, [])),
    };

    [Fact]
    public async Task A_paused_whistle_is_resumed_once_and_not_paused_twice()
    {
        var id = await host.AWhistleIn(WhistleState.Blown);
        await Try(id, "pause").Body();
        Assert.Equal((409, "whistle.illegal-move", null), await Try(id, "pause").AsProblem());
        await Try(id, "resume").Body();
        Assert.Equal((409, "whistle.illegal-move", null), await Try(id, "resume").AsProblem());
        await host.Told.First<WhistleResumed>(told => told.WhistleId == id);
    }

    private async Task<HttpResponseMessage> Try(Guid id, string verb)
    {
        var (path, body) = verb switch
        {
            "blow" => (verb, new { lines = new[] { CommunityHost.Line() } }),
            "mark-duplicate" => (verb, new { of = await host.ARaisedWhistle() }),
            "not-ours" => (verb, new { body = "water-company" }),
            "pause" => (verb, new { reason = "resident-away", until = host.Clock.GetUtcNow().AddDays(2) }),
            "solved" => ("answer", new { answer = "Solved" }),
            "partly" => ("answer", new { answer = "Partly" }),
            "not-solved" => ("answer", new { answer = "NotSolved" }),
            "defer" => (verb, host.ADeferral()),
            "give-up" => (verb, new { reason = "no-legal-basis" }),
            _ => (verb, (object)new { }),
        };
        return await host.Anybody.PostAsJsonAsync($"/api/v1/whistles/{id}/{path}", body);
    }

    private HashSet<Type> Told(Guid id) =>
    [
        .. host.Told.All<object>()
            .Where(told => told.GetType().GetProperty("WhistleId")?.GetValue(told) is Guid whistle && whistle == id)
            .Select(told => told.GetType()),
    ];
}
