using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;
using FiveSocieties.Matching.Index;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Matching.Matches;

/// <summary>Who would fit one line now?</summary>
/// <param name="Line">The line, of a community of the caller.</param>
/// <param name="Take">How many at most, 1 to 200.</param>
/// <param name="Policy">The weights.</param>
public sealed record SingleRequest(LineForm Line, int Take = 10, PolicyForm? Policy = null);

/// <summary>How would these lines be matched together now?</summary>
/// <param name="Lines">At most 5,000, of communities of the caller.</param>
/// <param name="Policy">The weights.</param>
public sealed record RoundQuestion(IReadOnlyList<LineForm> Lines, PolicyForm? Policy = null);

/// <summary>Why would this resource be chosen for the line, or not?</summary>
/// <param name="Line">The line, of a community of the caller.</param>
/// <param name="ResourceId">By its owner's id.</param>
/// <param name="Society">Its owner.</param>
/// <param name="Policy">The weights.</param>
public sealed record PairQuestion(LineForm Line, Guid ResourceId, Society Society, PolicyForm? Policy = null);

/// <summary>For which of these lines would this resource be chosen, and why not for the others?</summary>
/// <param name="ResourceId">By its owner's id.</param>
/// <param name="Society">Its owner.</param>
/// <param name="Lines">1 to 100, of communities of the caller.</param>
/// <param name="Policy">The weights.</param>
public sealed record ResourceQuestion(
    Guid ResourceId, Society Society, IReadOnlyList<LineForm> Lines, PolicyForm? Policy = null);

/// <summary>The linker's questions. An answer is advice: it asks nobody and keeps nothing.</summary>
internal static class AskMatches
{
    private const int MostLinesOfAResource = 100;

    /// <summary>The best for one line, each with its reasons, and the near misses.</summary>
    public static Results<Ok<SingleView>, ProblemResult> Single(
        SingleRequest request, ResourceIndex index, TimeProvider time, Caller caller)
    {
        if (Refused(caller, request.Line.Community, "line.community") is { } refused)
            return refused;
        var policy = (request.Policy ?? new()).Told;
        var (need, weights, take) = Fields.Said(() => (
            MatchReading.Line(request.Line.Told, "line"), MatchReading.Policy(policy), MatchReading.Take(request.Take)));
        var answer = LineMatch.Best(
            index.Now.District(District.CodeOf(need.Community)), need, weights, Now(time), take);
        return TypedResults.Ok(new SingleView(
            answer.Candidates.Select(CandidateView.Of), answer.NearMisses.Select(NearMissView.Of), answer.Lacks.Word()));
    }

    /// <summary>Many lines together: as many units served per class as possible, higher class first, then least cost.</summary>
    public static Results<Ok<RoundView>, ProblemResult> Round(
        RoundQuestion request,
        ResourceIndex index,
        TimeProvider time,
        IOptions<MatchingOptions> options,
        Caller caller,
        CancellationToken cancellation)
    {
        if (Refused(caller, request.Lines) is { } refused)
            return refused;
        var policy = (request.Policy ?? new()).Told;
        var (needs, weights, minutes) = Fields.Said(() => (
            MatchReading.Lines([.. request.Lines.Select(line => line.Told)]), MatchReading.Policy(policy),
            MatchReading.TaskMinutes(policy)));
        var now = index.Now;
        var answer = Engine.Round.Solve(
            needs, now.District, weights, Now(time), options.Value.Budget, cancellation);
        var load = Evenness.OfLoad(now.Around(needs), answer.Placements, minutes);
        return TypedResults.Ok(RoundView.Of(answer, load, policy.Version));
    }

    /// <summary>Why one resource would be chosen, or the first limit that excludes it.</summary>
    public static Results<Ok<PairView>, ProblemResult> Explain(
        PairQuestion request, ResourceIndex index, TimeProvider time, Caller caller)
    {
        if (Refused(caller, request.Line.Community, "line.community") is { } refused)
            return refused;
        var (need, weights) = Fields.Said(() => (
            MatchReading.Line(request.Line.Told, "line"), MatchReading.Policy((request.Policy ?? new()).Told)));
        var now = index.Now;
        return now.Find((int)request.Society, request.ResourceId) is { } helper
            ? TypedResults.Ok(PairView.Of(LineMatch.Explain(
                now.District(District.CodeOf(need.Community)), need, weights, Now(time), helper)))
            : MatchProblems.UnknownResource.At("resourceId");
    }

    /// <summary>One resource and many lines, in the order of the question.</summary>
    public static Results<Ok<LinePairView[]>, ProblemResult> Resource(
        ResourceQuestion request, ResourceIndex index, TimeProvider time, Caller caller)
    {
        if (request.Lines.Count is 0 or > MostLinesOfAResource)
            return RequestProblems.TooMany.At("lines");
        if (Refused(caller, request.Lines) is { } refused)
            return refused;
        var (needs, weights) = Fields.Said(() => (
            MatchReading.Lines([.. request.Lines.Select(line => line.Told)]),
            MatchReading.Policy((request.Policy ?? new()).Told)));
        var now = index.Now;
        if (now.Find((int)request.Society, request.ResourceId) is not { } helper)
            return MatchProblems.UnknownResource.At("resourceId");
        return TypedResults.Ok(Array.ConvertAll(needs, need => new LinePairView(need.Id, PairView.Of(
            LineMatch.Explain(now.District(District.CodeOf(need.Community)), need, weights, Now(time), helper)))));
    }

    internal static Horizon Now(TimeProvider time) => new(Slot.Of(time.GetUtcNow()).Number);

    private static ProblemResult? Refused(Caller caller, IReadOnlyList<LineForm> lines) => lines.Index()
        .Select(x => Refused(caller, x.Item.Community, $"lines[{x.Index}].community"))
        .FirstOrDefault(refused => refused is not null);

    private static ProblemResult? Refused(Caller caller, string community, string field) =>
        !caller.In("linker") ? IdentityProblems.NoRole.Plain
        : !caller.Serves(community) ? IdentityProblems.ForeignCommunity.At(field) : null;
}
