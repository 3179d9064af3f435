using System.Diagnostics;

namespace FiveSocieties.Matching.Engine;

/// <summary>One unit of a line given to a helper.</summary>
/// <param name="Need">The line.</param>
/// <param name="Candidate">Who, when, at what cost; the evenness parts of one person's tasks add up to its whole.</param>
public readonly record struct Placement(Need Need, Candidate Candidate);

/// <summary>A line that is not served in full.</summary>
/// <param name="Need">The line.</param>
/// <param name="Units">Units without helper.</param>
/// <param name="Lacks">What, relaxed least, would serve them after this round.</param>
public readonly record struct OpenLine(Need Need, int Units, Limit Lacks);

/// <summary>The answer to a round.</summary>
/// <param name="Placements">In the order of line ids, then resource ids.</param>
/// <param name="Open">In the order of line ids.</param>
/// <param name="Served">Units served of priority 1, 2 and 3.</param>
/// <param name="Cost">Level 2: Σ c + what evenness costs.</param>
/// <param name="Gap">Objective minus the bound of the final prices; 0 proves both levels.</param>
/// <param name="LevelOneProven">Whether the gap is too small for one more unit to fit into it.</param>
/// <param name="Iterations">Units looked at.</param>
/// <param name="Elapsed">Time of the solution, without listing what is feasible.</param>
public sealed record RoundAnswer(
    Placement[] Placements,
    OpenLine[] Open,
    int[] Served,
    long Cost,
    long Gap,
    bool LevelOneProven,
    long Iterations,
    TimeSpan Elapsed)
{
    /// <summary>What one more unit of each line of the graph would cost: a start for the next solution.</summary>
    public long[] Prices { get; init; } = [];
}

/// <summary>
/// Many lines together: as many units served per class as possible, higher class first; among all ways to do that, the
/// least cost. Exact unless the budget ends first.
/// </summary>
public static class Round
{
    /// <summary>Hats that a line lists at first; it lists more where that could make the round better.</summary>
    public const int Plenty = 16;

    /// <summary>
    /// Solves the round. <paramref name="district"/> gives the index of a sub-district; <paramref name="listed"/> is a
    /// matter of time, not of the answer's quality.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public static RoundAnswer Solve(
        IEnumerable<Need> needs,
        Func<string, District> district,
        Weights weights,
        Horizon horizon,
        Budget budget,
        CancellationToken cancellation = default,
        int listed = Plenty)
    {
        var clock = Stopwatch.StartNew();
        var graph = new RoundGraph(needs, district, weights, horizon, cancellation, listed);
        var answer = Solve(graph, budget, cancellation);
        while (Left(budget, clock) is { Milliseconds: > 0 } left
            && graph.Widened(answer.Prices, cancellation) is var wider && wider != graph)
        {
            graph = wider;
            answer = Solve(graph, left, cancellation, answer.Prices);
        }
        var taken = new Taken();
        foreach (var (need, candidate) in answer.Placements)
            taken.Add(candidate.Helper.Person, need.Id, candidate.Slot);
        return answer with
        {
            Open = Array.ConvertAll(answer.Open, open =>
            {
                cancellation.ThrowIfCancellationRequested();
                var own = district(District.CodeOf(open.Need.Community));
                return open with { Lacks = LineMatch.Lacks(own, open.Need, weights, horizon, open.Units, taken) };
            }),
        };
    }

    /// <summary>
    /// Solves a graph, without saying what open lines lack. <paramref name="start"/>: prices of the same lines from an
    /// earlier answer, however right.
    /// </summary>
    public static RoundAnswer Solve(
        RoundGraph graph, Budget budget, CancellationToken cancellation = default, ReadOnlySpan<long> start = default)
    {
        var watch = new Watch(budget, cancellation);
        using var solver = new FlowSolver(graph, watch);
        solver.Run(start);
        cancellation.ThrowIfCancellationRequested();
        var elapsed = watch.Elapsed;
        var placements = Placements(graph, solver.Served());
        var cost = placements.Sum(placement => placement.Candidate.Cost);
        var open = Open(graph, placements);
        var value = cost + open.Sum(line => line.Units * line.Need.Priority * graph.Reward);
        var (persons, places) = solver.Prices();
        var gap = value - Certificate.Bound(graph, persons, places);
        var served = new int[3];
        foreach (var placement in placements)
            served[placement.Need.Priority - 1]++;
        return new(placements, open, served, cost, gap, 2 * gap < graph.Reward, watch.Iterations, elapsed)
        {
            Prices = solver.LinePrices(),
        };
    }

    private static Budget Left(Budget budget, Stopwatch clock) =>
        budget with { Milliseconds = Math.Max(0, budget.Milliseconds - clock.ElapsedMilliseconds) };

    private static Placement[] Placements(RoundGraph graph, ReadOnlySpan<int> servedBy)
    {
        List<Placement> placements = [];
        var tasks = new int[graph.Persons];
        for (var line = 0; line < graph.Needs.Length; line++)
            for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
                if (servedBy[pair] is >= 0 and var arc)
                {
                    var node = graph.PairPerson[pair];
                    var evenness = graph.Weights.Marginal(graph.Load(node) + tasks[node]++);
                    var helper = graph.ArcHelper[arc];
                    var reasons = graph.Judge(line).Reasons(helper);
                    placements.Add(new(
                        graph.Needs[line], new(helper, graph.Slots[graph.ArcSlot[arc]], reasons, evenness)));
                }
        return [.. placements];
    }

    private static OpenLine[] Open(RoundGraph graph, Placement[] placements)
    {
        var served = placements.CountBy(placement => placement.Need.Id).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. graph.Needs
                .Select(need => new OpenLine(need, need.Quantity - served.GetValueOrDefault(need.Id), Limit.None))
                .Where(line => line.Units > 0),
        ];
    }
}
