using System.Runtime.InteropServices;

namespace FiveSocieties.Matching.Engine;

/// <summary>
/// The complete feasible graph of a round in flat arrays. Line <c>l</c> has the pairs <c>PairStart[l] …
/// PairStart[l + 1]</c>, each with one person and used at most once; pair <c>j</c> has the arcs <c>ArcStart[j] …
/// ArcStart[j + 1]</c>, one for each open slot, in the person's cheapest hat for that slot.
/// </summary>
public sealed class RoundGraph
{
    private readonly List<int> pairPerson = [];
    private readonly List<int> arcStart = [0];
    private readonly List<int> arcSlot = [];
    private readonly List<Fit> arcFit = [];
    private readonly List<Person> persons = [];
    private readonly List<int> slotRoom = [];
    private readonly Dictionary<string, int> nodes = [];

    /// <summary>Lists everything feasible. <paramref name="district"/>: the sub-district of a line.</summary>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public RoundGraph(
        IEnumerable<Need> needs,
        Func<string, District> district,
        Weights weights,
        Horizon horizon,
        CancellationToken cancellation = default)
    {
        Weights = weights;
        Needs = [.. needs.OrderBy(need => need.Id, StringComparer.Ordinal)];
        Slots = [.. Needs.SelectMany(need => need.Slots).Where(horizon.Contains).Distinct().Order()];
        PairStart = new int[Needs.Length + 1];
        for (var line = 0; line < Needs.Length; line++)
        {
            cancellation.ThrowIfCancellationRequested();
            var need = Needs[line];
            AddLine(new(district(District.CodeOf(need.Community)), need, weights, horizon));
            PairStart[line + 1] = pairPerson.Count;
        }
        (PairPerson, ArcStart, ArcSlot) = ([.. pairPerson], [.. arcStart], [.. arcSlot]);
        (ArcFit, Persons, SlotRoom) = ([.. arcFit], [.. persons], [.. slotRoom]);
        ArcCost = Array.ConvertAll(ArcFit, fit => fit.Reasons.Cost);
        Units = Needs.Sum(need => (long)need.Quantity);
        long largestCost = ArcCost.DefaultIfEmpty().Max();
        var largestMarginal = Persons.Select((person, node) => weights.Marginal(person.Load + Room(node) - 1))
            .DefaultIfEmpty().Max();
        Reward = checked(1 + 2 * Units * (largestCost + largestMarginal));
    }

    /// <summary>Sorted by id.</summary>
    public Need[] Needs { get; }

    /// <summary>The slots that any line accepts, in order.</summary>
    public int[] Slots { get; }

    /// <summary>What a cost is made of.</summary>
    public Weights Weights { get; }

    /// <summary>Units wanted by all lines.</summary>
    public long Units { get; }

    /// <summary>M: one unit more served of any class is worth more than any saving of cost.</summary>
    public long Reward { get; }

    /// <summary>First pair of each line, and the end.</summary>
    public int[] PairStart { get; }

    /// <summary>The person of each pair.</summary>
    public int[] PairPerson { get; }

    /// <summary>First arc of each pair, and the end.</summary>
    public int[] ArcStart { get; }

    /// <summary>Index into <see cref="Slots"/> of each arc.</summary>
    public int[] ArcSlot { get; }

    /// <summary>c of each arc.</summary>
    public int[] ArcCost { get; }

    /// <summary>The hat of each arc and the parts of its cost.</summary>
    public Fit[] ArcFit { get; }

    /// <summary>The persons that any line could ask.</summary>
    public Person[] Persons { get; }

    /// <summary>Tasks that fit into slot <c>s</c> of person <c>p</c>, at <c>p × Slots.Length + s</c>.</summary>
    public int[] SlotRoom { get; }

    /// <summary>Tasks that the person can take: never more than there are lines, since each line takes it once.</summary>
    public int Room(int person) => Math.Min(Persons[person].Room, Needs.Length);

    private void AddLine(Judge judge)
    {
        var fits = judge.Fits();
        // Hats of one person meet in one pair; the sort also makes the graph independent of how the index is cut.
        fits.Sort((a, b) =>
            a.Helper.PersonOrder.CompareTo(b.Helper.PersonOrder) is not 0 and var byPerson ? byPerson
            : a.Reasons.Cost.CompareTo(b.Reasons.Cost) is not 0 and var byCost ? byCost
            : Hat.Order(a.Helper.Hat, b.Helper.Hat));
        for (int start = 0, end; start < fits.Count; start = end)
        {
            end = start + 1;
            while (end < fits.Count && fits[end].Helper.Person == fits[start].Helper.Person)
                end++;
            AddPair(judge, CollectionsMarshal.AsSpan(fits)[start..end]);
        }
    }

    private void AddPair(Judge judge, ReadOnlySpan<Fit> hats)
    {
        var arcs = arcSlot.Count;
        foreach (var slot in judge.Slots)
            foreach (ref readonly var fit in hats)
                if (judge.IsOpen(fit.Helper, slot))
                {
                    arcSlot.Add(Array.BinarySearch(Slots, slot));
                    arcFit.Add(fit);
                    break;
                }
        if (arcSlot.Count == arcs)
            return;
        pairPerson.Add(Node(hats[0].Helper.Person));
        arcStart.Add(arcSlot.Count);
    }

    private int Node(Person person)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(nodes, person.Key, out var known);
        if (known)
            return node;
        node = persons.Count;
        persons.Add(person);
        foreach (var slot in Slots)
            slotRoom.Add(person.RoomIn(slot));
        return node;
    }
}
