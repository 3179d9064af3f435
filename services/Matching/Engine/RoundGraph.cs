using System.Runtime.InteropServices;

namespace FiveSocieties.Matching.Engine;

/// <summary>
/// The feasible graph of a round in flat arrays. Line <c>l</c> has the pairs <c>PairStart[l] … PairStart[l + 1]</c>,
/// each with one person and used at most once, best first; pair <c>j</c> has the arcs
/// <c>ArcStart[j] … ArcStart[j + 1]</c>, one for each open slot, in the person's cheapest hat for that slot. What a line leaves out ranks at its
/// <see cref="Cutoff"/> or worse: as long as no line's price is above it, nothing left out could make the round better.
/// </summary>
public sealed class RoundGraph
{
    /// <summary>A price may rise by as much before a list that was widened is too short again.</summary>
    private const int Margin = 100;

    /// <summary>So many times as much a line lists when its list was too short.</summary>
    private const int Wider = 8;

    private readonly District[] districts;
    private readonly int[] districtOf;
    private readonly Horizon horizon;
    private readonly PairLists parts;

    /// <summary>
    /// Lists the best <paramref name="most"/> hats of each line, or all where help is scarce.
    /// <paramref name="district"/>: a line's sub-district.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    /// <exception cref="ListsFullException">There is more than memory is meant for.</exception>
    public RoundGraph(
        IEnumerable<Need> needs,
        Func<string, District> district,
        Weights weights,
        Horizon horizon,
        CancellationToken cancellation = default,
        int most = int.MaxValue,
        bool completeIfScarce = true)
    {
        (Weights, this.horizon) = (weights, horizon);
        Needs = ById([.. needs]);
        Slots = AnyOf(Needs, horizon);
        Units = Needs.Sum(need => (long)need.Quantity);
        (districts, districtOf) = Districts(Needs, district);
        // Where help is scarce, whoever is left out would be asked for all the same.
        if (completeIfScarce && districts.Sum(one => one.Capacity) < Units)
            most = int.MaxValue;
        parts = new(Slots, districts, districtOf, Needs, Judge, _ => (most, long.MaxValue), null, cancellation);
        (Capacity, LargestCost) = Sizes();
        Reward = checked(1 + 2 * Units * (IsComplete ? LargestCost : Math.Max(LargestCost, LargestPossible())));
    }

    /// <summary>The same round with more of the feasible pairs.</summary>
    private RoundGraph(RoundGraph narrow, ReadOnlyMemory<long> prices, CancellationToken cancellation)
    {
        (Weights, horizon) = (narrow.Weights, narrow.horizon);
        (Needs, Slots, Units) = (narrow.Needs, narrow.Slots, narrow.Units);
        (districts, districtOf, Reward) = (narrow.districts, narrow.districtOf, narrow.Reward);
        parts = new(Slots, districts, districtOf, Needs, Judge, Rule, narrow.parts, cancellation);
        (Capacity, LargestCost) = Sizes();

        (int, long)? Rule(int line) =>
            prices.Span[line] <= narrow.Cutoff[line] ? null
            : (Wider * Math.Max(Round.Plenty, narrow.PairStart[line + 1] - narrow.PairStart[line]),
                2 * prices.Span[line] > Reward ? long.MaxValue : prices.Span[line] + Margin);
    }

    /// <summary>Sorted by id.</summary>
    public Need[] Needs { get; }

    /// <summary>The slots that any line accepts, in order.</summary>
    public int[] Slots { get; }

    /// <summary>What a cost is made of.</summary>
    public Weights Weights { get; }

    /// <summary>Units wanted by all lines.</summary>
    public long Units { get; }

    /// <summary>Tasks that all persons together can take.</summary>
    public long Capacity { get; }

    /// <summary>Largest c + largest marginal g, over what is listed.</summary>
    public long LargestCost { get; }

    /// <summary>M: one unit more served of any class is worth more than any saving of cost, listed or not.</summary>
    public long Reward { get; }

    /// <summary>First pair of each line, and the end.</summary>
    public int[] PairStart => parts.PairStart;

    /// <summary>The person of each pair.</summary>
    public int[] PairPerson => parts.PairPerson;

    /// <summary>First arc of each pair, and the end.</summary>
    public int[] ArcStart => parts.ArcStart;

    /// <summary>Index into <see cref="Slots"/> of each arc.</summary>
    public int[] ArcSlot => parts.ArcSlot;

    /// <summary>c of each arc.</summary>
    public int[] ArcCost => parts.ArcCost;

    /// <summary>The hat of each arc.</summary>
    public Helper[] ArcHelper => parts.ArcHelper;

    /// <summary>Of each line: what it leaves out ranks no better, by c + the person's next task.</summary>
    public long[] Cutoff => parts.Cutoff;

    /// <summary>How many persons any line could ask.</summary>
    public int Persons => parts.Persons.Length;

    /// <summary>Whether nothing is left out.</summary>
    public bool IsComplete => Array.TrueForAll(Cutoff, cutoff => cutoff == long.MaxValue);

    /// <summary>Tasks that the person can take: no more than there are lines, since each line takes it once.</summary>
    public int Room(int person) => Math.Min(parts.Persons[person].Room, Needs.Length);

    /// <summary>Tasks of the person in the last 28 days.</summary>
    public int Load(int person) => parts.Persons[person].Load;

    /// <summary>Tasks that fit into the slot of this index, if any hat opens it.</summary>
    public int SlotRoom(int person, int slot) => parts.Persons[person].PlainRoom > 0
        ? parts.Persons[person].PlainRoom
        : parts.Person(person).RoomIn(Slots[slot]);

    /// <summary>Where the person is, in one of the hats.</summary>
    internal Point Place(int person) => new(parts.Persons[person].Longitude, parts.Persons[person].Latitude);

    /// <summary>Decides for one line.</summary>
    public Judge Judge(int line) => new(districts[districtOf[line]], Needs[line], Weights, horizon);

    /// <summary>
    /// The same, but lines that are dearer than what they leave out list more of what they could gain by; this graph itself
    /// when there is no such line.
    /// </summary>
    public RoundGraph Widened(ReadOnlyMemory<long> prices, CancellationToken cancellation)
    {
        for (var line = 0; line < Needs.Length; line++)
            if (prices.Span[line] > Cutoff[line])
                return new(this, prices, cancellation);
        return this;
    }

    /// <summary>Who that is.</summary>
    internal Standing.Known Know(int person) => parts.Know(person);

    /// <summary>The person who was known by this, or -1.</summary>
    internal int Find(in Standing.Known known) => parts.Find(known);

    private static Need[] ById(Need[] needs)
    {
        for (var at = 1; at < needs.Length; at++)
            if (string.CompareOrdinal(needs[at - 1].Id, needs[at].Id) > 0)
                return [.. needs.OrderBy(need => need.Id, StringComparer.Ordinal)];
        return needs;
    }

    private static int[] AnyOf(Need[] needs, Horizon horizon)
    {
        HashSet<int> slots = [];
        foreach (var need in needs)
            slots.UnionWith(need.Slots);
        return [.. slots.Where(horizon.Contains).Order()];
    }

    /// <summary>Each once, and which of them is each need's.</summary>
    private static (District[] All, int[] Of) Districts(Need[] needs, Func<string, District> district)
    {
        List<string> codes = [];
        Dictionary<string, int> communities = [];
        var of = new int[needs.Length];
        for (var at = 0; at < of.Length; at++)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(communities, needs[at].Community, out var isKnown);
            if (!isKnown && (number = codes.IndexOf(District.CodeOf(needs[at].Community))) < 0)
            {
                number = codes.Count;
                codes.Add(District.CodeOf(needs[at].Community));
            }

            of[at] = number;
        }

        return ([.. codes.Select(district)], of);
    }

    private (long Capacity, long LargestCost) Sizes()
    {
        var (capacity, marginal, cost) = (0L, 0L, 0);
        for (var person = 0; person < Persons; person++)
        {
            capacity += Room(person);
            marginal = Math.Max(marginal, Weights.Marginal(Load(person) + Room(person) - 1));
        }
        foreach (var arc in ArcCost)
            cost = Math.Max(cost, arc);
        return (capacity, cost + marginal);
    }

    /// <summary>No feasible pair, listed or not, can cost more.</summary>
    private long LargestPossible() =>
        4L * Weights.LevelGap + Weights.OtherMicroGrid
        + Weights.Marginal(districts.Max(district => district.MostTasks))
        + Needs.Max(need => Weights.Seconds(need.Reach) ?? Walking.Farthest);
}
