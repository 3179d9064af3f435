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
