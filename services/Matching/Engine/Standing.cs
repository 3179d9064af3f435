namespace FiveSocieties.Matching.Engine;

/// <summary>
/// How a round ended: what lines and helpers were worth and who served whom, by their ids. The next round may begin with it, whatever
/// has changed since: the same guarantee, sooner.
/// </summary>
public sealed class Standing
{
    private readonly Need[] needs;
    private readonly long[] prices;
    private readonly long reward;
    private readonly Known[] persons = [];
    private readonly (int Slot, long Price)[] places = [];
    private readonly (int Line, int Person, int Slot)[] tasks = [];

    /// <summary>What units of lines are worth, nearly right or not at all, and nothing else.</summary>
    /// <param name="needs">Sorted by id.</param>
    /// <param name="prices">Of each of them.</param>
    /// <param name="reward">M of the round they come from.</param>
    public Standing(Need[] needs, long[] prices, long reward) =>
        (this.needs, this.prices, this.reward) = (needs, prices, reward);

    /// <summary>By the ids behind the numbers of a graph.</summary>
    internal Standing(RoundGraph graph, Ending ending)
        : this(graph.Needs, ending.Lines, graph.Reward)
    {
        persons = new Known[ending.Persons.Count];
        var order = new Dictionary<int, int>(persons.Length);
        for (var at = 0; at < persons.Length; at++)
        {
            var (person, price, count) = ending.Persons[at];
            order[person] = at;
            persons[at] = graph.Know(person) with { Price = price, Places = count };
        }

        places = Array.ConvertAll(ending.Places.ToArray(), place => (graph.Slots[place.Slot], place.Price));
        tasks = Array.ConvertAll(
            ending.Tasks.ToArray(), task => (task.Line, order[task.Person], graph.Slots[task.Slot]));
    }

    /// <summary>By the numbers of this graph; whoever it does not have is left out.</summary>
    internal Ending On(RoundGraph graph)
    {
        var lines = LinesOn(graph);
        var ending = new Ending(PricesOn(graph, lines), new(persons.Length), new(places.Length), new(tasks.Length));
        var nodes = new int[persons.Length];
        var place = 0;
        for (var at = 0; at < persons.Length; at++)
        {
            nodes[at] = graph.Find(persons[at]);
            var before = ending.Places.Count;
            for (var end = place + persons[at].Places; place < end; place++)
                if (nodes[at] >= 0 && Array.BinarySearch(graph.Slots, places[place].Slot) is >= 0 and var slot)
                    ending.Places.Add((slot, On(places[place].Price, graph)));
            if (nodes[at] >= 0)
                ending.Persons.Add((nodes[at], On(persons[at].Price, graph), ending.Places.Count - before));
        }

        foreach (var (line, person, slot) in tasks)
            if (lines[line] >= 0 && nodes[person] >= 0)
                ending.Tasks.Add((lines[line], nodes[person], Array.BinarySearch(graph.Slots, slot)));
        return ending;
    }

    /// <summary>Of each line of the graph; -1 where nothing is known.</summary>
    internal long[] PricesOn(RoundGraph graph) => PricesOn(graph, LinesOn(graph));

    private long[] PricesOn(RoundGraph graph, int[] lines)
    {
        var known = new long[graph.Needs.Length];
        Array.Fill(known, -1);
        foreach (var (from, to) in lines.Index())
            if (to >= 0)
                known[to] = Math.Max(0, On(prices[from], graph));
        return known;
    }

    /// <summary>A price is some units of M and a rest: of another M as many.</summary>
    private long On(long price, RoundGraph graph)
    {
        var units = (long)Math.Round((double)price / reward);
        return units * graph.Reward + (price - units * reward);
    }

    /// <summary>Of each line its number in the graph, or -1: both are sorted by id.</summary>
    private int[] LinesOn(RoundGraph graph)
    {
        var numbers = new int[needs.Length];
        var to = 0;
        for (var line = 0; line < needs.Length; line++)
        {
            int order;
            while ((order = to < graph.Needs.Length ? string.CompareOrdinal(graph.Needs[to].Id, needs[line].Id) : 1) < 0)
                to++;
            numbers[line] = order == 0 ? to : -1;
        }

        return numbers;
    }

    /// <summary>Who it was, and for how much.</summary>
    /// <param name="District">Code of the sub-district of one of the hats.</param>
    /// <param name="Helper">Where that hat was among its helpers.</param>
    /// <param name="Owner">Of that hat.</param>
    /// <param name="Hat">Its id.</param>
    /// <param name="Price">Of the next task.</param>
    /// <param name="Places">How many places have another price.</param>
    internal readonly record struct Known(string District, int Helper, int Owner, Guid Hat, long Price, int Places);
}

/// <summary>The same by the numbers of a graph.</summary>
/// <param name="Lines">Price of each; -1 where nothing is known.</param>
/// <param name="Persons">Those who serve: their price, and how many of their places have another.</param>
/// <param name="Places">Those, one person after the other, by the index of their slot.</param>
/// <param name="Tasks">Who serves which line when, by the index of the slot; in the order of lines.</param>
internal sealed record Ending(
    long[] Lines,
    List<(int Person, long Price, int Places)> Persons,
    List<(int Slot, long Price)> Places,
    List<(int Line, int Person, int Slot)> Tasks);
