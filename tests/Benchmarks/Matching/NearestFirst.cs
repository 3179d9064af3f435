using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Benchmarks.Matching;

/// <summary>What people do by hand: pressing lines first, each gets the nearest who is still free.</summary>
/// <param name="Served">Units of priority 1, 2 and 3.</param>
/// <param name="Cost">Level 2 of what it does.</param>
internal sealed record NearestFirst(int[] Served, long Cost)
{
    public static NearestFirst Solve(RoundGraph graph)
    {
        var (served, cost) = (new int[3], 0L);
        var (tasks, inSlot) = (new int[graph.Persons], new int[graph.Persons * graph.Slots.Length]);
        var lines = Enumerable.Range(0, graph.Needs.Length);
        foreach (var line in lines.OrderByDescending(line => graph.Needs[line].Priority))
        {
            var judge = graph.Judge(line);
            var pairs = Enumerable.Range(graph.PairStart[line], graph.PairStart[line + 1] - graph.PairStart[line])
                .OrderBy(pair => judge.Reasons(graph.ArcHelper[graph.ArcStart[pair]]).Walking);
            var open = graph.Needs[line].Quantity;
            foreach (var pair in pairs)
            {
                var person = graph.PairPerson[pair];
                for (var arc = graph.ArcStart[pair]; open > 0 && arc < graph.ArcStart[pair + 1]; arc++)
                {
                    var place = person * graph.Slots.Length + graph.ArcSlot[arc];
                    if (tasks[person] >= graph.Room(person)
                        || inSlot[place] >= graph.SlotRoom(person, graph.ArcSlot[arc]))
                        continue;
                    cost += graph.ArcCost[arc] + graph.Weights.Marginal(graph.Load(person) + tasks[person]);
                    (tasks[person], inSlot[place], open) = (tasks[person] + 1, inSlot[place] + 1, open - 1);
                    served[graph.Needs[line].Priority - 1]++;
                    break;
                }
            }
        }
        return new(served, cost);
    }
}
