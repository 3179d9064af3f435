using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using Grpc.Core;
using static FiveSocieties.Tests.Matching.MatchingHost;

namespace FiveSocieties.Tests.Matching;

public sealed class WhenSocialWorkAsks
{
    [Fact]
    public async Task A_round_says_who_when_and_what_is_open()
    {
        await using var host = await Start(AResource());
        var (first, second) = (ALine(), ALine());
        (first.LineId, second.LineId, second.Priority) = ("a", "b", 2);
        second.Quantity = 3;
        var reply = await host.Matchmaker().WholeRound(
            new() { Lines = { second, first }, Policy = APolicy() }, deadline: DateTime.UtcNow.AddSeconds(5));
        var only = Assert.Single(reply.Assignments);
        Assert.Equal(("a", $"{Helper}", ALine().Slots[0]), (only.LineId, only.Candidate.ResourceId, only.Candidate.Slot));
        Assert.Equal(only.Candidate.Cost, reply.Cost);
        Assert.Equal([0, 0, 1], reply.ServedPerPriority);
        Assert.Equal((0L, "2026-1"), (reply.Gap, reply.PolicyVersion));
        var open = Assert.Single(reply.Unserved);
        Assert.Equal(("b", 3, Limit.Slot), (open.LineId, open.Open, open.Lacks));
    }

    [Fact]
    public async Task A_declined_time_is_not_asked_for_again_singly_in_rounds_or_when_explained()
    {
        await using var host = await Start(AResource());
        var line = ALine();
        var (declined, later) = (line.Slots[0], line.Slots[0] + 5);
        line.DeclinedTimes.Add(new DeclinedTime { ResourceId = $"{Helper}", Slot = declined });
        line.Slots.Add(later);

        var (single, round, pair) = await Ask();
        Assert.Equal(later, Assert.Single(single.Candidates).Slot);
        Assert.Equal(later, Assert.Single(round.Assignments).Candidate.Slot);
        Assert.Equal(later, pair.Candidate.Slot);

        line.Slots.Remove(later);
        (single, round, pair) = await Ask();
        Assert.Equal((0, Limit.Slot), (single.Candidates.Count, single.Lacks));
        Assert.Equal(Limit.Slot, Assert.Single(round.Unserved).Lacks);
        Assert.Equal(Limit.Slot, pair.Limit);

        async Task<(MatchReply, RoundReply, ExplainReply)> Ask() => (
            await host.Matchmaker().MatchAsync(new() { Line = line, Policy = APolicy(), Take = 5 }),
            await host.Matchmaker().WholeRound(new() { Lines = { line }, Policy = APolicy() }),
            await host.Matchmaker().ExplainAsync(new()
            {
                Line = line,
                Policy = APolicy(),
                ResourceId = $"{Helper}",
                Owner = ResourceOwner.Volunteers,
            }));
    }

    [Fact]
    public async Task A_pair_is_explained()
    {
        await using var host = await Start(AResource());
        var question = new ExplainRequest
        {
            Line = ALine(),
            Policy = APolicy(),
            ResourceId = $"{Helper}",
            Owner = ResourceOwner.Volunteers,
        };
        var reply = await host.Matchmaker().ExplainAsync(question);
        Assert.Equal((1, 1, Limit.Unspecified), (reply.Rank, reply.Of, reply.Limit));
        Assert.Equal(1, reply.Candidate.Reasons.WalkingSeconds);

        question.Line.Place.Latitude += 0.01;
        reply = await host.Matchmaker().ExplainAsync(question);
        Assert.Equal((0, 0, Limit.Circle), (reply.Rank, reply.Of, reply.Limit));
        Assert.InRange(reply.MissedBy, 900, 910);

        question.ResourceId = $"{Guid.NewGuid()}";
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await host.Matchmaker().ExplainAsync(question));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("match.unknown-resource", unknown.Trailers.GetValue("problem-code"));
    }

    [Fact]
    public async Task A_thing_is_found_by_kind_and_size()
    {
        var hall = AResource(Guid.CreateVersion7());
        (hall.Owner, hall.Kind, hall.Size, hall.PersonRef) = (ResourceOwner.ResidentUnits, ResourceKind.Venue, 40, "");
        var canteen = AResource(Guid.CreateVersion7());
        (canteen.Owner, canteen.Kind, canteen.Size) = (ResourceOwner.ResidentUnits, ResourceKind.Service, 40);
        (canteen.SlotCapacity, canteen.PersonRef) = (50, "");
        canteen.HeldSlots.Add(ALine().Slots);
        canteen.HeldSizes.Add(30);
        await using var host = await Start(AResource(), hall, canteen);

        Assert.Equal(hall.Id, Assert.Single((await Ask(ResourceKind.Venue, 40)).Candidates).ResourceId);
        var tooSmall = await Ask(ResourceKind.Venue, 41);
        Assert.Equal((Limit.Size, 1), (tooSmall.NearMisses[0].Limit, tooSmall.NearMisses[0].MissedBy));
        Assert.Equal(Limit.Size, tooSmall.Lacks);
        Assert.Equal(canteen.Id, Assert.Single((await Ask(ResourceKind.Service, 10)).Candidates).ResourceId);
        Assert.Equal(Limit.Slot, (await Ask(ResourceKind.Service, 11)).Lacks);

        async Task<MatchReply> Ask(ResourceKind kind, long size)
        {
            var line = ALine();
            (line.Kind, line.Size) = (kind, size);
            return await host.Matchmaker().MatchAsync(new() { Line = line, Policy = APolicy(), Take = 10 });
        }
    }

    [Fact]
    public async Task What_contradicts_itself_is_refused_with_code_and_field()
    {
        await using var host = await Start();
        (Action<Line> Spoil, string Field, string Code)[] cases =
        [
            (line => line.LineId = "", "line.line_id", "request.text-length"),
            (line => line.Community = "51010400100x", "line.community", "match.community"),
            (line => line.Skill = "", "line.skill", "request.text-length"),
            (line => line.LeastLevel = 0, "line.least_level", "request.out-of-range"),
            (line => line.WantedLevel = 6, "line.wanted_level", "request.out-of-range"),
            (line => line.LeastLevel = 4, "line.wanted_level", "match.levels-cross"),
            (line => line.Place = null, "line.place", "request.missing-field"),
            (line => line.Place.Longitude = double.NaN, "line.place.longitude", "request.out-of-range"),
            (line => line.Place.Latitude = 90.1, "line.place.latitude", "request.out-of-range"),
            (line => line.Slots.Clear(), "line.slots", "request.too-many"),
            (line => line.Slots.Add(-1), "line.slots", "request.out-of-range"),
            (line => line.Slots.Add(int.MaxValue), "line.slots", "request.out-of-range"),
            (line => line.Priority = 4, "line.priority", "request.out-of-range"),
            (line => line.Circle = SearchCircle.Unspecified, "line.circle", "request.out-of-range"),
            (line => line.Quantity = 0, "line.quantity", "request.out-of-range"),
            (line => line.Quantity = 51, "line.quantity", "request.out-of-range"),
            (line => line.Kind = (ResourceKind)5, "line.kind", "request.out-of-range"),
            (line => line.Kind = ResourceKind.Goods, "line.size", "request.out-of-range"),
            (line => line.Size = 1, "line.size", "request.out-of-range"),
            (line => (line.Kind, line.Size, line.Quantity) = (ResourceKind.Venue, 40, 2), "line.quantity",
                "request.out-of-range"),
            (line => line.Excluded.Add("somebody"), "line.excluded[0]", "request.wrong-type"),
            (line => line.DeclinedTimes.Add(new DeclinedTime { ResourceId = "somebody" }),
                "line.declined_times[0].resource_id", "request.wrong-type"),
            (line => line.DeclinedTimes.Add(new DeclinedTime { ResourceId = $"{Helper}", Slot = -1 }),
                "line.declined_times[0].slot", "request.out-of-range"),
        ];
        foreach (var (spoil, field, code) in cases)
        {
            var line = ALine();
            spoil(line);
            await Refused(host, field, code, new() { Line = line, Policy = APolicy(), Take = 10 });
        }
        await Refused(host, "line", "request.missing-field", new() { Policy = APolicy(), Take = 10 });
        await Refused(host, "policy", "request.missing-field", new() { Line = ALine(), Take = 10 });
        foreach (var take in new[] { 0, 201 })
            await Refused(host, "take", "request.out-of-range", new() { Line = ALine(), Policy = APolicy(), Take = take });
        var policy = APolicy();
        policy.WalkingSpeed = double.NaN;
        await Refused(
            host, "policy.walking_speed", "request.out-of-range", new() { Line = ALine(), Policy = policy, Take = 1 });
    }

    [Fact]
    public async Task A_round_with_too_many_or_equal_lines_is_refused()
    {
        await using var host = await Start();
        var twice = new RoundRequest { Lines = { ALine(), ALine() }, Policy = APolicy() };
        await Refused(async () => await host.Matchmaker().WholeRound(twice), "lines[1].line_id", "match.duplicate-line");
        var many = new RoundRequest { Lines = { Enumerable.Repeat(ALine(), 5001) }, Policy = APolicy() };
        await Refused(async () => await host.Matchmaker().WholeRound(many), "lines", "request.too-many");
        var none = await host.Matchmaker().WholeRound(new() { Policy = APolicy() });
        Assert.Empty(none.Assignments);
    }

    /// <summary>The second begins with the prices of the first: helpers changed meanwhile, and it is exact all the same.</summary>
    [Fact]
    public async Task Round_after_round_the_answer_is_exact()
    {
        var helpers = Enumerable.Range(0, 6).Select(_ => AResource(Guid.CreateVersion7())).ToArray();
        await using var host = await Start(helpers);
        Line[] lines = [.. Enumerable.Range(0, 9).Select(i => ALine($"line-{i}", priority: 1 + (i % 3)))];

        var first = await host.Matchmaker().WholeRound(new() { Lines = { lines }, Policy = APolicy() });
        Assert.Equal(([0, 3, 3], 0), (first.ServedPerPriority, first.Gap));
        helpers[0].Version = 2;
        helpers[0].Suspended = true;
        await host.Change(helpers[0]);
        await Patiently.Until("it is seen", async () =>
            (await host.Matchmaker().WholeRound(new() { Lines = { lines }, Policy = APolicy() })).Unserved.Count == 4);
        var second = await host.Matchmaker().WholeRound(new() { Lines = { lines[1..] }, Policy = APolicy() });

        Assert.Equal(([0, 2, 3], 0), (second.ServedPerPriority, second.Gap));
    }

    [Fact]
    public async Task An_unheard_of_skill_is_no_error()
    {
        await using var host = await Start(AResource());
        var line = ALine();
        line.Skill = "juggle";
        var reply = await host.Matchmaker().MatchAsync(new() { Line = line, Policy = APolicy(), Take = 5 });
        Assert.Empty(reply.Candidates);
        Assert.Equal(Limit.Skill, reply.Lacks);
    }

    [Fact]
    public async Task A_slot_that_runs_now_can_be_asked_for_and_one_that_is_over_cannot()
    {
        await using var host = await Start(AResource());
        var line = ALine();
        line.Slots[0] = new Slot(new(2026, 11, 23), DayPart.Morning).Number;
        Assert.Single((await host.Matchmaker().MatchAsync(new() { Line = line, Policy = APolicy(), Take = 5 })).Candidates);
        host.Clock.Advance(TimeSpan.FromHours(3));
        var late = await host.Matchmaker().MatchAsync(new() { Line = line, Policy = APolicy(), Take = 5 });
        Assert.Empty(late.Candidates);
        Assert.Equal(Limit.Slot, late.Lacks);
    }

    [Fact]
    public async Task A_deadline_that_is_over_is_honoured()
    {
        await using var host = await Start();
        var late = await Assert.ThrowsAsync<RpcException>(async () => await host.Matchmaker().MatchAsync(
            new() { Line = ALine(), Policy = APolicy(), Take = 1 }, deadline: DateTime.UtcNow.AddSeconds(-1)));
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
    }

    [Fact]
    public async Task Only_services_of_the_house_may_ask()
    {
        await using var host = await Start();
        var partner = await Assert.ThrowsAsync<RpcException>(async () => await host.Matchmaker("resources.read")
            .MatchAsync(new() { Line = ALine(), Policy = APolicy(), Take = 1 }));
        Assert.Equal(StatusCode.PermissionDenied, partner.StatusCode);
    }

    private static Task Refused(MatchingHost host, string field, string code, MatchRequest request) =>
        Refused(async () => await host.Matchmaker().MatchAsync(request), field, code);

    private static async Task Refused(Func<Task> ask, string field, string code)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(ask);
        Assert.Equal(
            (StatusCode.InvalidArgument, field, code),
            (refusal.StatusCode, refusal.Trailers.GetValue("problem-field"), refusal.Trailers.GetValue("problem-code")));
    }
}
