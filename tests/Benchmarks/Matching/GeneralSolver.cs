using System.Diagnostics;
using FiveSocieties.Matching.Engine;
using Google.OrTools.Graph;

namespace FiveSocieties.Tests.Benchmarks.Matching;

/// <summary>What Google.OrTools' minimum-cost flow makes of a graph.</summary>
/// <param name="Served">Units of priority 1, 2 and 3.</param>
/// <param name="Cost">Level 2.</param>
/// <param name="Elapsed">Its solution alone, without handing over the graph.</param>
internal sealed record GeneralSolver(int[] Served, long Cost, TimeSpan Elapsed)
{
    /// <summary>Solves the same graph, an unserved unit at priority × <paramref name="reward"/>.</summary>
    public static GeneralSolver Solve(RoundGraph graph, long reward)
    {
        using var flow = new MinCostFlow();
        var unserved = Hand(graph, reward, flow);
        var clock = Stopwatch.StartNew();
        if (flow.Solve() is not MinCostFlow.Status.OPTIMAL and var status)
            throw new InvalidOperationException($"The general solver says {status}.");
        var elapsed = clock.Elapsed;
        var (served, cost) = (new int[3], flow.OptimalCost());
        for (var line = 0; line < unserved.Length; line++)
        {
            var open = flow.Flow(unserved[line]);
            served[graph.Needs[line].Priority - 1] += graph.Needs[line].Quantity - (int)open;
            cost -= open * graph.Needs[line].Priority * reward;
        }
        return new(served, cost, elapsed);
    }

    private static int[] Hand(RoundGraph graph, long reward, MinCostFlow flow)
    {
        var (lines, pairs) = (graph.Needs.Length, graph.PairPerson.Length);
        var firstPlace = lines + pairs;
        var firstPerson = firstPlace + graph.Persons * graph.Slots.Length;
        var sink = firstPerson + graph.Persons;
        var unserved = new int[lines];
        for (var line = 0; line < lines; line++)
        {
            var need = graph.Needs[line];
            flow.SetNodeSupply(line, need.Quantity);
            unserved[line] = flow.AddArcWithCapacityAndUnitCost(line, sink, need.Quantity, need.Priority * reward);
            for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            {
                var single = graph.ArcStart[pair + 1] - graph.ArcStart[pair] == 1;
                if (!single)
                    flow.AddArcWithCapacityAndUnitCost(line, lines + pair, 1, 0);
                for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                {
                    var place = firstPlace + graph.PairPerson[pair] * graph.Slots.Length + graph.ArcSlot[arc];
                    flow.AddArcWithCapacityAndUnitCost(single ? line : lines + pair, place, 1, graph.ArcCost[arc]);
                }
            }
        }
        for (var person = 0; person < graph.Persons; person++)
        {
            for (var slot = 0; slot < graph.Slots.Length; slot++)
                if (graph.SlotRoom(person, slot) is > 0 and var room)
                    flow.AddArcWithCapacityAndUnitCost(
                        firstPlace + person * graph.Slots.Length + slot, firstPerson + person, room, 0);
            for (var task = 0; task < graph.Room(person); task++)
                flow.AddArcWithCapacityAndUnitCost(
                    firstPerson + person, sink, 1, graph.Weights.Marginal(graph.Load(person) + task));
        }
        flow.SetNodeSupply(sink, -graph.Units);
        return unserved;
    }
}
