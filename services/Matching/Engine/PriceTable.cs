namespace FiveSocieties.Matching.Engine;

/// <summary>Prices of persons and of their places: most have one for all of them.</summary>
internal sealed class PriceTable
{
    private readonly long[] persons;
    private readonly int[] rows;
    private readonly long[] special;
    private readonly int slots;
    private readonly List<(int Person, int Slot)> dear = [];

    /// <summary>Whoever serves, as it ended; anybody else for what the next task costs.</summary>
    public PriceTable(RoundGraph graph, Ending ending)
    {
        (persons, rows) = (new long[graph.Persons], new int[graph.Persons]);
        for (var person = 0; person < persons.Length; person++)
            persons[person] = graph.Weights.Marginal(graph.Load(person));
        slots = graph.Slots.Length;
        special = new long[(1 + ending.Places.Count) * slots];
        var (place, last) = (0, 0);
        foreach (var (person, price, count) in ending.Persons)
        {
            persons[person] = price;
            if (count == 0)
                continue;
            rows[person] = last += slots;
            special.AsSpan(last, slots).Fill(price);
            for (var end = place + count; place < end; place++)
            {
                special[last + ending.Places[place].Slot] = ending.Places[place].Price;
                dear.Add((person, ending.Places[place].Slot));
            }
        }
    }

    /// <summary>Places with another price than their person.</summary>
    public IReadOnlyList<(int Person, int Slot)> Dear => dear;

    /// <summary>Of a person in each slot; empty where all have the person's own.</summary>
    public ReadOnlySpan<long> OfPlaces(int person) => rows[person] is > 0 and var row ? special.AsSpan(row, slots) : [];

    /// <summary>Of a person.</summary>
    public long Of(int person) => persons[person];

    /// <summary>Of a person in a slot of this index.</summary>
    public long Of(int person, int slot) => rows[person] is > 0 and var row ? special[row + slot] : persons[person];

    /// <summary>All of them: persons, and places (person, slot).</summary>
    public (long[] Persons, long[] Places) Spread()
    {
        var places = new long[persons.Length * slots];
        for (var person = 0; person < persons.Length; person++)
        {
            var own = places.AsSpan(person * slots, slots);
            if (OfPlaces(person) is { IsEmpty: false } its)
                its.CopyTo(own);
            else
                own.Fill(persons[person]);
        }

        return (persons, places);
    }
}
