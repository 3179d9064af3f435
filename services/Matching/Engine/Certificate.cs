namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Weak duality: any prices of persons and places give a bound that no assignment can be below. Reckoned from the
/// graph and the prices alone, so it proves an answer without trusting how it was found.
/// </summary>
public static class Certificate
{
    /// <summary>
    /// The bound on Σ c + Σ g + Σ p × M over unserved units. <paramref name="persons"/> has a price for each person,
    /// <paramref name="places"/> one for each (person, slot); where lines leave something out, none may be below the
    /// cost of the person's next task before the round.
    /// </summary>
    public static long Bound(RoundGraph graph, ReadOnlySpan<long> persons, ReadOnlySpan<long> places)
    {
        var bound = 0L;
        List<long> ways = [];
        for (var line = 0; line < graph.Needs.Length; line++)
            bound += Line(graph, line, places, ways);
        for (var person = 0; person < persons.Length; person++)
            bound += Person(graph, person, persons[person], places);
        return bound;
    }

    /// <summary>
    /// A line pays at least its cheapest ways out, each pair once; unserved, or by what it leaves out, without end.
    /// </summary>
    private static long Line(RoundGraph graph, int line, ReadOnlySpan<long> places, List<long> ways)
    {
        ways.Clear();
        var unserved = Math.Min(graph.Needs[line].Priority * graph.Reward, graph.Cutoff[line]);
        for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
        {
            var cheapest = unserved;
            var ownPlaces = places.Slice(graph.PairPerson[pair] * graph.Slots.Length, graph.Slots.Length);
            for (var arc = graph.ArcStart[pair]; arc < graph.ArcStart[pair + 1]; arc++)
                cheapest = Math.Min(cheapest, graph.ArcCost[arc] + ownPlaces[graph.ArcSlot[arc]]);
            if (cheapest < unserved)
                ways.Add(cheapest);
        }
        ways.Sort();
        var quantity = graph.Needs[line].Quantity;
        return ways.Take(quantity).Sum() + Math.Max(0, quantity - ways.Count) * unserved;
    }

    /// <summary>What the person's limits are worth: never more than nothing.</summary>
    private static long Person(RoundGraph graph, int person, long price, ReadOnlySpan<long> places)
    {
        var worth = 0L;
        var own = places.Slice(person * graph.Slots.Length, graph.Slots.Length);
        for (var slot = 0; slot < own.Length; slot++)
            if (own[slot] > price)
                worth += graph.SlotRoom(person, slot) * (price - own[slot]);
        var load = graph.Load(person);
        for (var task = 0; task < graph.Room(person); task++)
        {
            var marginal = graph.Weights.Marginal(load + task);
            if (marginal >= price)
                break;
            worth += marginal - price;
        }
        return worth;
    }
}
