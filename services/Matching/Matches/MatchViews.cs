using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Matching.Matches;

/// <summary>The parts of a cost, in seconds on foot or their worth.</summary>
/// <param name="WalkingSeconds">Seconds on foot.</param>
/// <param name="LevelGap">For the levels below the wanted one.</param>
/// <param name="OtherMicroGrid">For not being in the line's own micro-grid.</param>
/// <param name="Evenness">What one more task costs this helper.</param>
public sealed record ReasonsView(int WalkingSeconds, int LevelGap, int OtherMicroGrid, long Evenness);

/// <summary>Somebody who fits. A helper is a helper: no society shows.</summary>
/// <param name="ResourceId">By the owner's id.</param>
/// <param name="Slot">When.</param>
/// <param name="Cost">The sum of the reasons; the lower, the better.</param>
/// <param name="Reasons">Why.</param>
public sealed record CandidateView(Guid ResourceId, Slot Slot, long Cost, ReasonsView Reasons)
{
    internal static CandidateView Of(Candidate candidate) => new(
        candidate.Helper.Hat.Id, Slot.FromNumber(candidate.Slot), candidate.Cost,
        new(candidate.Reasons.Walking, candidate.Reasons.LevelGap, candidate.Reasons.OtherMicroGrid, candidate.Evenness));
}

/// <summary>Somebody whom one limit alone excludes.</summary>
/// <param name="ResourceId">By the owner's id.</param>
/// <param name="Limit">Which: <c>level</c>, <c>slot</c>, <c>circle</c> …</param>
/// <param name="MissedBy">By how much, in its own unit: levels, tasks, seconds on foot, seats, pieces, fen.</param>
public sealed record NearMissView(Guid ResourceId, string Limit, long MissedBy)
{
    internal static NearMissView Of(NearMiss miss) =>
        new(miss.Helper.Hat.Id, miss.Verdict.Limit.Word()!, miss.Verdict.MissedBy);
}

/// <summary>The best for one line.</summary>
/// <param name="Candidates">Best first.</param>
/// <param name="NearMisses">Nearest first, ten at most.</param>
/// <param name="Lacks">The limit that, relaxed least, would serve the rest; absent when nothing is missing.</param>
public sealed record SingleView(
    IEnumerable<CandidateView> Candidates, IEnumerable<NearMissView> NearMisses, string? Lacks);

/// <summary>Why somebody would, or would not, be chosen.</summary>
/// <param name="Code"><c>fits</c>, or the first limit that excludes.</param>
/// <param name="MissedBy">By how much the limit is missed, in its own unit.</param>
/// <param name="Candidate">When it fits.</param>
/// <param name="Rank">When it fits: 1 is best.</param>
/// <param name="Fitting">How many fit.</param>
public sealed record PairView(string Code, long? MissedBy, CandidateView? Candidate, int? Rank, int Fitting)
{
    internal static PairView Of(PairAnswer answer) => answer.Candidate is { } candidate
        ? new("fits", null, CandidateView.Of(candidate), answer.Rank, answer.Of)
        : new(answer.Verdict.Limit.Word()!, answer.Verdict.MissedBy, null, null, answer.Of);
}

/// <summary>A resource and one of many lines.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Pair">Why it would be chosen, or not.</param>
public sealed record LinePairView(string LineId, PairView Pair);

/// <summary>One unit of a line given to a helper.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Candidate">Who, when and why.</param>
public sealed record AssignmentView(string LineId, CandidateView Candidate);

/// <summary>A line that is not served in full.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Open">Units without helper.</param>
/// <param name="Lacks">The limit that, relaxed least, would serve them.</param>
public sealed record UnservedView(string LineId, int Open, string? Lacks);

/// <summary>How evenly minutes of 28 days are spread over all who can be asked: Gini coefficients.</summary>
/// <param name="Before">0 when all have the same, towards 1 when one has all.</param>
/// <param name="After">With what the round gives.</param>
public sealed record EvennessView(double Before, double After);

/// <summary>Many lines matched together.</summary>
/// <param name="Assignments">In the order of line ids.</param>
/// <param name="Unserved">In the order of line ids.</param>
/// <param name="ServedPerPriority">Units served of priority 1, 2 and 3.</param>
/// <param name="Cost">All costs together, what evenness costs among them.</param>
/// <param name="Gap">What the answer may be away from the optimum, in seconds on foot; 0 is exact.</param>
/// <param name="Load">How evenly people are asked.</param>
/// <param name="Milliseconds">Time of the solution.</param>
/// <param name="PolicyVersion">As it was asked.</param>
public sealed record RoundView(
    IEnumerable<AssignmentView> Assignments,
    IEnumerable<UnservedView> Unserved,
    IReadOnlyList<int> ServedPerPriority,
    long Cost,
    long Gap,
    EvennessView Load,
    double Milliseconds,
    string PolicyVersion)
{
    /// <summary>The lists are written as they are read: a large answer is never whole in memory.</summary>
    internal static RoundView Of(RoundAnswer answer, Evenness load, string policyVersion) => new(
        answer.Placements.Select(x => new AssignmentView(x.Need.Id, CandidateView.Of(x.Candidate))),
        answer.Open.Select(x => new UnservedView(x.Need.Id, x.Units, x.Lacks.Word())),
        answer.Served, answer.Cost, answer.Gap, new(load.Before, load.After), answer.Elapsed.TotalMilliseconds,
        policyVersion);
}

internal static class LimitWords
{
    /// <summary>A limit in one word, for example <c>opted-out</c>; null when there is none.</summary>
    public static string? Word(this Limit limit) =>
        limit == Limit.None ? null : JsonNamingPolicy.KebabCaseLower.ConvertName($"{limit}");
}
