using System.Diagnostics;

namespace FiveSocieties.Matching.Engine;

/// <summary>One unit of a line given to a helper.</summary>
/// <param name="Need">The line.</param>
/// <param name="Candidate">Who, when, at what cost; the evenness parts of one person's tasks add up to its whole.</param>
public readonly record struct Placement(Need Need, Candidate Candidate);

/// <summary>A line that is not served in full.</summary>
/// <param name="Need">The line.</param>
/// <param name="Units">Units without helper.</param>
/// <param name="Lacks">What, relaxed least, would serve them after this round; none when the time was over.</param>
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
    /// <summary>What one more unit of each line of the graph would cost.</summary>
    public long[] Prices { get; init; } = [];

    /// <summary>Where the next round may begin.</summary>
    public required Standing Standing { get; init; }
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
    /// Solves the round, in four fifths of the budget; the rest is for what is left over. <paramref name="district"/> gives
    /// the index of a sub-district; <paramref name="listed"/> is a matter of time, not of the answer's quality, as is
    /// <paramref name="start"/>: how an earlier round ended.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public static RoundAnswer Solve(
        IEnumerable<Need> needs,
        Func<string, District> district,
        Weights weights,
        Horizon horizon,
        Budget budget,
        CancellationToken cancellation = default,
        int listed = Plenty,
        Standing? start = null)
    {
        var clock = Stopwatch.StartNew();
        var solving = budget with { Milliseconds = budget.Milliseconds / 5 * 4 };
        var graph = Listed();
        var answer = Solve(graph, Left(solving, clock), cancellation, start);
        while (Left(solving, clock) is { Milliseconds: > 0 } left && Widened(left) is var wider && wider != graph)
        {
            graph = wider;
            answer = Solve(graph, Left(solving, clock), cancellation, answer.Standing);
        }

        var leftovers = new Leftovers(answer.Placements, district, weights, horizon, HasTime);
        if (answer.Gap > 0)
            answer = leftovers.Fill(answer, graph.Reward);
        return answer with { Open = leftovers.Lacking(answer.Open) };

        bool HasTime()
        {
            cancellation.ThrowIfCancellationRequested();
            return Left(budget, clock).Milliseconds > 0;
        }

        // All of it at once where help is scarce, if half of the time and the memory are enough for that.
        RoundGraph Listed() =>
            InTime(solving with { Milliseconds = solving.Milliseconds / 2 }, cancellation,
                limit => new RoundGraph(needs, district, weights, horizon, limit, listed))
            ?? new RoundGraph(needs, district, weights, horizon, cancellation, listed, completeIfScarce: false);

        // What cannot be listed in time stays left out, and shows in the gap.
        RoundGraph Widened(Budget left) =>
            InTime(left, cancellation, limit => graph.Widened(answer.Prices, limit)) ?? graph;
    }

    /// <summary>
    /// Solves a graph, without saying what open lines lack. <paramref name="start"/>: how an earlier round ended, whatever
    /// has changed since.
    /// </summary>
    public static RoundAnswer Solve(
        RoundGraph graph, Budget budget, CancellationToken cancellation = default, Standing? start = null)
    {
        var watch = new Watch(budget, cancellation);
        var end = GoOn(graph, watch, start) ?? FromTheBeginning(graph, watch, start);
        cancellation.ThrowIfCancellationRequested();
        var placements = Placements(graph, end.Served);
        var cost = placements.Sum(placement => placement.Candidate.Cost);
        var open = Open(graph, placements);
        var value = cost + open.Sum(line => line.Units * line.Need.Priority * graph.Reward);
        var gap = value - Certificate.Bound(graph, end.Persons, end.Places);
        var served = new int[3];
        foreach (var placement in placements)
            served[placement.Need.Priority - 1]++;
        return new(placements, open, served, cost, gap, 2 * gap < graph.Reward, watch.Iterations, end.Elapsed)
        {
            Prices = end.Ending.Lines,
            Standing = new(graph, end.Ending),
        };
    }

    /// <summary>Where help is plentiful a unit is placed sooner than what is known of it is looked at.</summary>
    private static End? GoOn(RoundGraph graph, Watch watch, Standing? start)
    {
        if (start is null || graph.Capacity >= graph.Units)
            return null;
        var resumption = new Resumption(graph, watch);
        if (resumption.Run(start) is not { } ending)
            return null;
        var elapsed = watch.Elapsed;
        var (persons, places) = new PriceTable(graph, ending).Spread();
        return new(ending, resumption.Served(ending), persons, places, elapsed);
    }

    private static End FromTheBeginning(RoundGraph graph, Watch watch, Standing? start)
    {
        using var solver = new FlowSolver(graph, watch);
        solver.Run(start?.PricesOn(graph) ?? []);
        var elapsed = watch.Elapsed;
        var (persons, places) = solver.Prices();
        return new(solver.Ending(), solver.Served(), persons, places, elapsed);
    }

    /// <summary>Nothing when time or memory are not enough.</summary>
    private static RoundGraph? InTime(
        Budget budget, CancellationToken cancellation, Func<CancellationToken, RoundGraph> list)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (budget.Milliseconds < int.MaxValue)
            limit.CancelAfter((int)budget.Milliseconds);
        try
        {
            return list(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (ListsFullException)
        {
            return null;
        }
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

    /// <summary>A solution: by which arc each pair serves, and the prices that prove it.</summary>
    private sealed record End(Ending Ending, int[] Served, long[] Persons, long[] Places, TimeSpan Elapsed);
}
