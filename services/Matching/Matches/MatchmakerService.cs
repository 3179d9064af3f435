using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;
using FiveSocieties.Matching.Index;
using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Evenness = FiveSocieties.Matching.Engine.Evenness;
using Limit = FiveSocieties.ResourceMatching.Limit;

namespace FiveSocieties.Matching.Matches;

/// <summary>Answers SocialWork. Every answer is of one consistent state of the index.</summary>
public sealed class MatchmakerService(
    ResourceIndex index, LastRounds rounds, TimeProvider time, IOptions<MatchingOptions> options,
    ILogger<MatchmakerService> log)
    : Matchmaker.MatchmakerBase
{
    /// <summary>Kept of a caller's deadline for writing the answer.</summary>
    private static readonly TimeSpan Writing = TimeSpan.FromMilliseconds(100);

    private Horizon Horizon => AskMatches.Now(time);

    public override Task<MatchReply> Match(MatchRequest request, ServerCallContext context)
    {
        var need = MatchReading.Line(request.Line, "line");
        var weights = MatchReading.Policy(request.Policy);
        var take = MatchReading.Take(request.Take);
        var district = index.Now.District(District.CodeOf(need.Community));
        var answer = LineMatch.Best(district, need, weights, Horizon, take);
        return Task.FromResult(new MatchReply
        {
            Candidates = { answer.Candidates.Select(candidate => candidate.Write()) },
            NearMisses = { answer.NearMisses.Select(miss => miss.Write()) },
            PolicyVersion = request.Policy.Version,
            Lacks = (Limit)answer.Lacks,
        });
    }

    public override async Task MatchRound(
        RoundRequest request, IServerStreamWriter<RoundReply> stream, ServerCallContext context)
    {
        var needs = MatchReading.Lines(request.Lines);
        var weights = MatchReading.Policy(request.Policy);
        var (minutes, served) = (MatchReading.TaskMinutes(request.Policy), MatchReading.Served(request.ServedBefore));
        var now = index.Now;
        var answer = Round.Solve(
            needs, now.District, weights, Horizon, Until(context.Deadline), context.CancellationToken,
            start: rounds.Of(needs));
        rounds.Keep(needs, answer);
        Telemetry.Solution.Record(answer.Elapsed.TotalSeconds);
        Telemetry.Gap.Record(answer.Gap);
        log.RoundSolved(needs.Length, answer.Placements.Length, answer.Gap, answer.Elapsed.TotalMilliseconds);
        var load = Evenness.OfLoad(now.Around(needs), answer.Placements, minutes);
        var service = Evenness.OfService(served, needs, answer.Placements);
        foreach (var part in answer.Write(request.Policy.Version, load, service))
            await stream.WriteAsync(part, context.CancellationToken);
    }

    public override Task<ExplainReply> Explain(ExplainRequest request, ServerCallContext context)
    {
        var need = MatchReading.Line(request.Line, "line");
        var weights = MatchReading.Policy(request.Policy);
        var id = MatchReading.Id(request.ResourceId, "resource_id");
        MatchProblems.Require(
            Pools.Owners.Contains((Society)request.Owner), "owner", RequestProblems.OutOfRange);
        var now = index.Now;
        var helper = now.Find((int)request.Owner, id)
            ?? throw new BrokenRule(MatchProblems.UnknownResource, "resource_id");
        var answer = LineMatch.Explain(
            now.District(District.CodeOf(need.Community)), need, weights, Horizon, helper);
        return Task.FromResult(new ExplainReply
        {
            Candidate = answer.Candidate?.Write(),
            Rank = answer.Rank,
            Of = answer.Of,
            Limit = (Limit)answer.Verdict.Limit,
            MissedBy = answer.Verdict.MissedBy,
        });
    }

    /// <summary>The shorter of our own limit and the caller's deadline.</summary>
    private Budget Until(DateTime deadline)
    {
        var left = deadline == DateTime.MaxValue ? TimeSpan.MaxValue : deadline - DateTime.UtcNow - Writing;
        return left < options.Value.RoundLimit ? new((long)Math.Max(0, left.TotalMilliseconds)) : options.Value.Budget;
    }
}
