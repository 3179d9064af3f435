using System.Diagnostics;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Benchmarks.Matching;

/// <summary>
/// One round of an invented sub-district, beside Google.OrTools on the same graph and beside nearest-first. Clocks are
/// noisy: look at the ratios, and at the processor time where something else runs.
/// </summary>
internal static class MatchingRounds
{
    private const int Times = 5;
    private const int Lines = 20_000;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(0.5);
    private static readonly Budget Endless = new(Milliseconds: long.MaxValue);

    /// <param name="land"><c>scarce</c>: three helpers for ten lines; otherwise ten for a line.</param>
    /// <param name="needs">Lines.</param>
    /// <param name="helpers">So many instead.</param>
    /// <param name="seed">Of the world.</param>
    /// <param name="reference">Whether Google.OrTools runs beside it.</param>
    /// <param name="output">For what is measured.</param>
    public static void Run(string land, int needs, int helpers, int seed, bool reference, TextWriter output)
    {
        var resources = helpers > 0 ? helpers : land == "scarce" ? needs * 3 / 10 : needs * 10;
        var world = MatchingWorld.Of(needs, resources, seed);
        output.WriteLine($"{needs:N0} lines, {resources:N0} helpers, seed {seed}");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (district, indexing) = Timed(() => Index(world));
        var memory = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        output.WriteLine($"index                    {indexing}   {memory:N0} MB beside what the owners told");
        output.WriteLine($"best 10 of one line      {Top(world, district):0.0} µs");

        var (graph, listing) = Best(() => Graph(world, district, Round.Plenty));
        output.WriteLine($"candidates               {listing}   {graph.ArcCost.Length:N0} arcs");
        var (whole, wholeTime) = Best(() => Whole(world, district));
        graph = whole.Graph;
        output.WriteLine(
            $"round, from index to end {wholeTime}   {graph.ArcCost.Length:N0} arcs, {whole.Widened} times widened");
        Print(output, "this engine", Best(() => Round.Solve(graph, Endless)));
        Print(output, "again, warm", Best(() => Round.Solve(graph, Endless, default, whole.Answer.Standing)));
        Changed(world, whole.Answer.Standing, seed, output);
        Rivered(world, output);

        var nearest = NearestFirst.Solve(graph);
        output.WriteLine($"nearest-first            {Told(nearest.Served, nearest.Cost)}");
        if (!reference)
            return;
        var cold = Best(() => Round.Solve(graph, Endless));
        var small = 5 * graph.LargestCost;
        foreach (var (name, reward) in new[] { ("M", graph.Reward), ("M′", small) })
        {
            var (general, time) = Timed(() => GeneralSolver.Solve(graph, reward));
            var same = general.Served.SequenceEqual(cold.Result.Served) && general.Cost == cold.Result.Cost;
            output.WriteLine(
                $"Google.OrTools, {name,-2}       {general.Elapsed.TotalMilliseconds,9:N1} ms"
                + $"   {Told(general.Served, general.Cost)}   {(same ? "the same optimum" : "ANOTHER RESULT")}");
            output.WriteLine(
                $"  this engine is faster  {general.Elapsed / cold.Result.Elapsed,9:N1} times by the clock,"
                + $" {time.Processor / cold.Time.Processor:N1} by processor time");
        }
    }

    private static void Changed(MatchingWorld world, Standing before, int seed, TextWriter output)
    {
        var changed = world.Changed(0.01, seed + 1);
        var graph = Whole(changed, Index(changed)).Graph;
        var cold = Best(() => Round.Solve(graph, Endless));
        var warm = Best(() => Round.Solve(graph, Endless, default, before));
        Print(output, "1 % changed, cold", cold);
        Print(output, "1 % changed, warm", warm);
    }

    /// <summary>The same world with a river through its middle: what it costs to walk around.</summary>
    private static void Rivered(MatchingWorld world, TextWriter output)
    {
        var (barriers, drawing) = Timed(() => Barriers.Of([world.River]));
        output.WriteLine($"river: ways around       {drawing}");
        var (district, indexing) = Timed(() => Index(world, barriers));
        output.WriteLine($"river: index             {indexing}");
        output.WriteLine($"river: best 10 of a line {Top(world, district):0.0} µs");
        var (_, first) = Timed(() => Graph(world, Index(world, Barriers.Of([world.River])), Round.Plenty));
        var (graph, listing) = Best(() => Graph(world, district, Round.Plenty));
        output.WriteLine($"river: candidates        {listing}   {graph.ArcCost.Length:N0} arcs; at first {first}");
        var (whole, time) = Best(() => Whole(world, district));
        output.WriteLine($"river: round, to its end {time}   {whole.Widened} times widened");
        Print(output, "river: this engine", Best(() => Round.Solve(whole.Graph, Endless)));
    }

    private static District Index(MatchingWorld world, Barriers? barriers = null) => new(
        MatchingWorld.Subdistrict, world.Hats.Select(hat => new Person([hat])), new MicroGrids(world.Grids), barriers);

    private static RoundGraph Graph(MatchingWorld world, District district, int most) =>
        new(world.Needs, _ => district, new Weights(), MatchingWorld.Horizon, default, most);

    private static (RoundGraph Graph, RoundAnswer Answer, int Widened) Whole(MatchingWorld world, District district)
    {
        var graph = Graph(world, district, Round.Plenty);
        var (answer, widened) = (Round.Solve(graph, Endless), 0);
        while (graph.Widened(answer.Prices, default) is var wider && wider != graph)
            (graph, answer, widened) = (wider, Round.Solve(wider, Endless, default, answer.Standing), widened + 1);
        return (graph, answer, widened);
    }

    private static double Top(MatchingWorld world, District district)
    {
        var needs = world.Needs.Take(Lines).ToArray();
        var clock = Stopwatch.StartNew();
        foreach (var need in needs)
            LineMatch.Top(district, need, new Weights(), MatchingWorld.Horizon, 10);
        return clock.Elapsed.TotalMicroseconds / needs.Length;
    }

    private static void Print(TextWriter output, string name, (RoundAnswer Result, Time Time) run) => output.WriteLine(
        $"{name,-24} {run.Result.Elapsed.TotalMilliseconds,9:N1} ms   {Told(run.Result.Served, run.Result.Cost)}"
        + $"   gap {run.Result.Gap}");

    private static string Told(int[] served, long cost) =>
        $"served {served[2]:N0} + {served[1]:N0} + {served[0]:N0} = {served.Sum():N0}, cost {cost:N0}";

    /// <summary>The quickest of some runs, by processor time, over half a second at least: code that runs for the first time is
    /// compiled well only then.</summary>
    private static (T Result, Time Time) Best<T>(Func<T> run)
    {
        var clock = Stopwatch.StartNew();
        var best = Timed(run);
        for (var times = 1; times < Times || clock.Elapsed < Warm; times++)
            if (Timed(run) is var next && next.Time.Processor < best.Time.Processor)
                best = next;
        return best;
    }

    private static (T Result, Time Time) Timed<T>(Func<T> run)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = run();
        return (result, new(clock.Elapsed, Environment.CpuUsage.TotalTime - processor));
    }

    private readonly record struct Time(TimeSpan Clock, TimeSpan Processor)
    {
        public override string ToString() =>
            $"{Clock.TotalMilliseconds,9:N1} ms, processor {Processor.TotalMilliseconds,9:N1} ms";
    }
}
