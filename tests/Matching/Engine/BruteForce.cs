using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>
/// Tries everything, after the words of the model and with nothing of the engine but its records: what is feasible is
/// written down here a second time.
/// </summary>
internal sealed class BruteForce
{
    private readonly List<(Need Need, List<Hat> Person, Dictionary<int, long> Slots)> pairs = [];
    private readonly Dictionary<List<Hat>, List<int>> taken = [];
    private readonly Dictionary<Need, int> served = [];

    public BruteForce(World world)
    {
        var persons = world.Hats.GroupBy(hat => hat.PersonRef.Length > 0 ? hat.PersonRef : $"{hat.Owner}{hat.Id}")
            .Select(hats => hats.ToList()).ToList();
        foreach (var need in world.Needs)
            foreach (var person in persons)
            {
                var slots = need.Slots.Distinct()
                    .Select(slot => (slot, Costs: person.Where(hat => IsFeasible(world, need, person, hat, slot))
                        .Select(hat => CostOf(world, need, hat)).ToList()))
                    .Where(x => x.Costs.Count > 0)
                    .ToDictionary(x => x.slot, x => x.Costs.Min());
                if (slots.Count > 0)
                    pairs.Add((need, person, slots));
            }
        foreach (var person in persons)
            taken[person] = [];
        foreach (var need in world.Needs)
            served[need] = 0;
        Try(0, 0);
    }

    /// <summary>Units served of priority 1, 2 and 3.</summary>
    public int[] Served { get; private set; } = [-1, -1, -1];

    public long Cost { get; private set; }

    public static bool IsFeasible(World world, Need need, List<Hat> person, Hat hat, int slot) =>
        !hat.Suspended
        && !hat.OptedOut
        && hat.Kind == need.Kind
        && hat.Size - hat.HeldSizes.Zip(hat.HeldSlots).Where(x => x.Second == slot).Sum(x => x.First) >= need.Size
        && !person.Exists(other => need.Excluded.Contains(other.Id))
        && !person.Exists(other => need.DeclinedTimes.Contains((other.Id, slot)))
        && hat.Skills.Any(own => own.Skill == need.Skill && own.Level >= need.LeastLevel)
        && need.Eligibility.All(hat.Eligibilities.Contains)
        && hat.TotalCapacity > 0
        && Room(person) > 0
        && slot >= World.Horizon.First
        && (hat.WeeklyOpen & 1UL << Slot.FromNumber(slot).WeekBit) != 0
        && SlotRoom(person, slot) > 0
        && need.Reach switch
        {
            Reach.FiveMinutes => Seconds(world, need, hat) <= 300,
            Reach.FifteenMinutes => Seconds(world, need, hat) <= 900,
            Reach.Community => hat.Community == need.Community,
            _ => hat.Community[..9] == need.Community[..9],
        };

    public static int Room(List<Hat> person)
    {
        var asked = person.Where(hat => !hat.Suspended && !hat.OptedOut && hat.TotalCapacity > 0).ToList();
        return asked.Count == 0 ? 0 : Math.Min(
            asked.Min(hat => hat.TotalCapacity), person.Min(hat => hat.LoadCap) - person.Sum(hat => hat.Load));
    }

    public static int SlotRoom(List<Hat> person, int slot) =>
        (person.Count > 1 ? 1 : person[0].SlotCapacity) - person.Sum(hat => hat.HeldSlots.Count(held => held == slot));

    private static long Seconds(World world, Need need, Hat hat)
    {
        var metres = world.Barriers?.Metres(need.Place, hat.Place) ?? Walking.Metres(need.Place, hat.Place);
        return (long)Math.Round(Math.Min(Walking.Farthest, metres * 1.3 / 1.2));
    }

    private static long CostOf(World world, Need need, Hat hat)
    {
        var level = hat.Skills.First(own => own.Skill == need.Skill).Level;
        var inGrid = world.Grids.First(grid => grid.Id == need.MicroGrid).Ring is var ring
            && hat.Place.Longitude >= ring[0].Longitude && hat.Place.Longitude <= ring[1].Longitude
            && hat.Place.Latitude >= ring[0].Latitude && hat.Place.Latitude <= ring[2].Latitude;
        return Seconds(world, need, hat) + 60 * Math.Max(0, need.WantedLevel - level) + (inGrid ? 0 : 30);
    }

    private void Try(int pair, long cost)
    {
        if (pair == pairs.Count)
        {
            Judge(cost);
            return;
        }
        Try(pair + 1, cost);
        var (need, person, slots) = pairs[pair];
        var own = taken[person];
        if (served[need] == need.Quantity || own.Count >= Room(person))
            return;
        foreach (var (slot, walk) in slots)
        {
            if (own.Count(other => other == slot) >= SlotRoom(person, slot))
                continue;
            var load = person.Sum(hat => hat.Load) + own.Count;
            own.Add(slot);
            served[need]++;
            Try(pair + 1, cost + walk + 15 * ((load + 1) * (load + 1) - load * load));
            served[need]--;
            own.RemoveAt(own.Count - 1);
        }
    }

    private void Judge(long cost)
    {
        var units = new int[3];
        foreach (var (need, count) in served)
            units[need.Priority - 1] += count;
        var order = (units[2], units[1], units[0], -cost).CompareTo((Served[2], Served[1], Served[0], -Cost));
        if (order > 0)
            (Served, Cost) = (units, cost);
    }
}
