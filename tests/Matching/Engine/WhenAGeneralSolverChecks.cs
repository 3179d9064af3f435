using FiveSocieties.Matching.Engine;
using Google.OrTools.Graph;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>Google.OrTools' minimum-cost flow on the same graph and with M as the model defines it.</summary>
public sealed class WhenAGeneralSolverChecks
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_thousand_lines_and_three_hundred_helpers_have_the_same_optimum(int seed)
    {
        var graph = World.Scarce(1000, 300, seed).Graph;
        var answer = Round.Solve(graph, new Budget(Milliseconds: 60_000));
        var (served, cost) = Reference(graph);
        Assert.Equal(served, answer.Served);
        Assert.Equal(cost, answer.Cost);
        Assert.Equal(0, answer.Gap);
        Assert.NotEmpty(answer.Open);
        Assert.InRange(answer.Placements.Length, 200, 1000);
    }

    /// <summary>Level 1 by itself: of the classes from each priority on, no assignment serves more.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void As_many_are_served_of_each_class_as_a_maximum_flow_can(int seed)
    {
        var graph = World.Scarce(2000, 500, seed).Graph;
        var served = Round.Solve(graph, new Budget(Milliseconds: 60_000)).Served;
        Assert.Equal(MostServed(graph, from: 3), served[2]);
        Assert.Equal(MostServed(graph, from: 2), served[2] + served[1]);
        Assert.Equal(MostServed(graph, from: 1), served.Sum());
    }

    private static long MostServed(RoundGraph graph, int from)
    {
        var flow = new MaxFlow();
        var (lines, pairs, persons) = (graph.Needs.Length, graph.PairPerson.Length, graph.Persons);
        var firstPlace = lines + pairs;
        var firstPerson = firstPlace + persons * graph.Slots.Length;
        var (source, sink) = (firstPerson + persons, firstPerson + persons + 1);
        for (var line = 0; line < lines; line++)
        {
            if (graph.Needs[line].Priority >= from)
                flow.AddArcWithCapacity(source, line, graph.Needs[line].Quantity);
            for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            {
                flow.AddArcWithCapacity(line, lines + pair, 1);
                for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                    flow.AddArcWithCapacity(
                        lines + pair, firstPlace + graph.PairPerson[pair] * graph.Slots.Length + graph.ArcSlot[arc], 1);
            }
        }

        for (var person = 0; person < persons; person++)
        {
            for (var slot = 0; slot < graph.Slots.Length; slot++)
                flow.AddArcWithCapacity(
                    firstPlace + person * graph.Slots.Length + slot, firstPerson + person, graph.SlotRoom(person, slot));
            flow.AddArcWithCapacity(firstPerson + person, sink, graph.Room(person));
        }

        Assert.Equal(MaxFlow.Status.OPTIMAL, flow.Solve(source, sink));
        return flow.OptimalFlow();
    }

    private static (int[] Served, long Cost) Reference(RoundGraph graph)
    {
        var flow = new MinCostFlow();
        var (lines, pairs, persons) = (graph.Needs.Length, graph.PairPerson.Length, graph.Persons);
        var firstPlace = lines + pairs;
        var firstPerson = firstPlace + persons * graph.Slots.Length;
        var sink = firstPerson + persons;
        var unserved = new int[lines];
        for (var line = 0; line < lines; line++)
        {
            var need = graph.Needs[line];
            flow.SetNodeSupply(line, need.Quantity);
            unserved[line] = flow.AddArcWithCapacityAndUnitCost(
                line, sink, need.Quantity, need.Priority * graph.Reward);
            for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
            {
                flow.AddArcWithCapacityAndUnitCost(line, lines + pair, 1, 0);
                for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                    flow.AddArcWithCapacityAndUnitCost(
                        lines + pair,
                        firstPlace + graph.PairPerson[pair] * graph.Slots.Length + graph.ArcSlot[arc],
                        1,
                        graph.ArcCost[arc]);
            }
        }
        for (var person = 0; person < persons; person++)
        {
            for (var slot = 0; slot < graph.Slots.Length; slot++)
            {
                var place = person * graph.Slots.Length + slot;
                flow.AddArcWithCapacityAndUnitCost(
                    firstPlace + place, firstPerson + person, graph.SlotRoom(person, slot), 0);
            }
            for (var task = 0; task < graph.Room(person); task++)
                flow.AddArcWithCapacityAndUnitCost(
                    firstPerson + person, sink, 1, graph.Weights.Marginal(graph.Load(person) + task));
        }
        flow.SetNodeSupply(sink, -graph.Units);
        Assert.Equal(MinCostFlow.Status.OPTIMAL, flow.Solve());

        var (served, cost) = (new int[3], flow.OptimalCost());
        for (var line = 0; line < lines; line++)
        {
            var need = graph.Needs[line];
            var open = flow.Flow(unserved[line]);
            served[need.Priority - 1] += need.Quantity - (int)open;
            cost -= open * need.Priority * graph.Reward;
        }
        return (served, cost);
    }
}
