namespace FiveSocieties.Matching.Engine;

/// <summary>What a round has given away already, so that the next question sees it.</summary>
public sealed class Taken
{
    private readonly Dictionary<Person, List<(string Line, int Slot)>> tasks = [];

    /// <summary>Remembers one task.</summary>
    public void Add(Person person, string line, int slot)
    {
        if (!tasks.TryGetValue(person, out var own))
            tasks[person] = own = [];
        own.Add((line, slot));
    }

    internal int Count(Person person) => tasks.TryGetValue(person, out var own) ? own.Count : 0;

    internal int In(Person person, int slot) =>
        tasks.TryGetValue(person, out var own) ? own.Count(task => task.Slot == slot) : 0;

    internal bool Serves(Person person, string line) =>
        tasks.TryGetValue(person, out var own) && own.Exists(task => task.Line == line);
}

/// <summary>What stands between a line and a hat.</summary>
/// <param name="Limit">The first that fails; <see cref="Limit.None"/> when the pair is feasible.</param>
/// <param name="MissedBy">How much it is missed by, in its own unit.</param>
/// <param name="Share">The same as a share of the limit, to compare limits; infinite where nothing can be relaxed.</param>
/// <param name="Failing">How many limits fail.</param>
public readonly record struct Verdict(Limit Limit, long MissedBy, double Share, int Failing);

/// <summary>Somebody who fits a line, in the order in which they would be asked.</summary>
/// <param name="Rank">c + what the person's next task costs.</param>
/// <param name="Cost">c.</param>
/// <param name="Helper">Who: index into the helpers of the line's sub-district.</param>
/// <param name="At">The same, as a position in the line's <see cref="SkillGrid"/>.</param>
internal readonly record struct Ranked(long Rank, int Cost, int Helper, int At) : IComparable<Ranked>
{
    /// <summary>By rank, then by id.</summary>
    public int CompareTo(Ranked other) =>
        Rank.CompareTo(other.Rank) is not 0 and var order ? order : Helper.CompareTo(other.Helper);
}

/// <summary>Decides for one line who is feasible, exactly as the model says, and what each costs.</summary>
public sealed class Judge
{
    private readonly District district;
    private readonly Need need;
    private readonly Weights weights;
    private readonly Horizon horizon;
    private readonly Taken? taken;
    private readonly HashSet<Person>? excluded;
    private readonly int microGrid;
    private readonly ulong week;
    private readonly bool plainNeed;
    private readonly HashSet<(Person, int Slot)>? declined;
    private readonly int? circle;
    private readonly WaysFrom? ways;

    /// <summary>Looks at one line in its sub-district.</summary>
    public Judge(District district, Need need, Weights weights, Horizon horizon, Taken? taken = null)
    {
        (this.district, this.need, this.weights, this.horizon, this.taken) = (district, need, weights, horizon, taken);
        excluded = district.PersonsOf(need.Excluded);
        foreach (var (resource, slot) in need.DeclinedTimes)
            foreach (var person in district.PersonsOf([resource]) ?? [])
                (declined ??= []).Add((person, slot));
        circle = weights.Seconds(need.Reach);
        ways = district.Barriers is { } barriers ? new(barriers, need.Place) : null;
        microGrid = need.MicroGrid.Length > 0 ? district.MicroGridOf(need.MicroGrid) : -2;
        Slots = InOrder(need.Slots, horizon);
        foreach (var slot in Slots)
            week |= 1UL << slot % Horizon.Week;
        plainNeed = circle is not null && need.Eligibility is []
            && excluded is null && declined is null && taken is null;
    }

    /// <summary>The line's slots that can still be asked for, in order.</summary>
    public int[] Slots { get; }

    /// <summary>Seconds on foot for a metre as the crow flies.</summary>
    private double Pace => weights.Detour / weights.WalkingSpeed;

    /// <summary>
    /// Lists the best by c and the person's next task, best first, at most so many and none above the bound. Whoever is
    /// left out ranks no better than what is returned.
    /// </summary>
    internal long Best(RankedList best, int most, long bound = long.MaxValue)
    {
        best.Clear(most, bound);
        if (Slots.Length == 0 || district.Skill(need) is not { } grid)
            return long.MaxValue;
        var spot = grid.Locate(need.Place);
        var last = LastRing(grid, spot);
        if (circle is { } seconds)
            last = Math.Min(last, spot.Reach((seconds + 1) / Pace));
        for (var ring = 0; ring <= last && Whole(spot.LeastOfRing(ring)) + weights.Evenness <= best.Worst; ring++)
            foreach (var part in grid.Ring(spot, ring))
                Look(grid, part, spot, best);
        best.Sort();
        return best.Worst;
    }

    /// <summary>So many with the skill, feasible or not, ring by ring around the line's place.</summary>
    internal IEnumerable<Entry> Nearest(int most) => district.Skill(need) is { } grid ? Around(grid).Take(most) : [];

    /// <summary>Who an entry speaks of.</summary>
    internal Helper Helper(int at) => district.Helpers[at];

    /// <summary>Somebody who was listed, in the earliest open slot, told from what the list knows.</summary>
    internal Candidate Candidate(in Ranked ranked)
    {
        ref readonly var entry = ref district.Skill(need)!.All[ranked.At];
        var at = 0;
        while (!IsOpen(entry, Slots[at]))
            at++;
        var gap = LevelGap(entry.Level);
        var other = OtherMicroGrid(entry.MicroGrid == microGrid);
        var reasons = new Reasons(ranked.Cost - gap - other, gap, other);
        return new(district.Helpers[ranked.Helper], Slots[at], reasons, ranked.Rank - ranked.Cost);
    }

    /// <summary>Whether somebody who fits is open in a slot of the line.</summary>
    internal bool IsOpen(in Entry entry, int slot) =>
        entry.Plain && plainNeed
            ? Horizon.Opens(entry.Open, slot)
            : IsOpen(Helper(entry.Helper), slot);

    private static int[] InOrder(int[] slots, Horizon horizon)
    {
        for (var at = 0; at < slots.Length; at++)
            if (!horizon.Contains(slots[at]) || (at > 0 && slots[at - 1] >= slots[at]))
                return [.. slots.Where(horizon.Contains).Distinct().Order()];
        return slots;
    }

    private IEnumerable<Entry> Around(SkillGrid grid)
    {
        var spot = grid.Locate(need.Place);
        for (var ring = 0; ring <= LastRing(grid, spot); ring++)
            foreach (var (start, end) in grid.Ring(spot, ring))
                for (var at = start; at < end; at++)
                    yield return grid.All[at];
    }

    private static int LastRing(SkillGrid grid, in SkillGrid.Spot spot) => Math.Max(
        Math.Max(spot.Column, grid.Columns - 1 - spot.Column), Math.Max(spot.Row, grid.Rows - 1 - spot.Row));

    private long Whole(double metres) => (long)(metres * Pace - 0.5);

    private void Look(SkillGrid grid, (int Start, int End) part, in SkillGrid.Spot spot, RankedList best)
    {
        var entries = grid.All;
        for (var at = part.Start; at < part.End; at++)
        {
            ref readonly var entry = ref entries[at];
            if (entry.Level < need.LeastLevel || (entry.Open & week) == 0)
                continue;
            var extra = LevelGap(entry.Level) + OtherMicroGrid(entry.MicroGrid == microGrid);
            var rank = extra + weights.Marginal(entry.Load);
            if (rank > best.Worst || rank + Whole(spot.Least(entry)) > best.Worst)
                continue;
            var straight = Straight(entry);
            var walking = Walking.Seconds(weights, straight);
            if (ways is not null && rank + walking <= best.Worst)
                walking = Walking.Seconds(weights, ways.Metres(district.Standpoint(entry.Helper), straight));
            if (rank + walking <= best.Worst && Fits(entry, walking))
                best.Add(new(rank + walking, extra + walking, entry.Helper, at));
        }
    }

    /// <summary>Decides exactly, with at least one slot open.</summary>
    private bool Fits(in Entry entry, int walking)
    {
        if (entry.Plain && plainNeed)
            return walking <= circle;
        var helper = Helper(entry.Helper);
        if (helper.Hat.Size < need.Size || Missing(helper.Hat) > 0 || excluded?.Contains(helper.Person) == true
            || !InCircle(helper.Hat, walking))
            return false;
        foreach (var slot in Slots)
            if (IsOpen(helper, slot))
                return true;
        return false;
    }

    /// <summary>
    /// Whether this hat can be asked for this slot, with room left. A thing that is too small altogether lacks size, not
    /// a slot.
    /// </summary>
    public bool IsOpen(Helper helper, int slot) =>
        horizon.Contains(slot) && helper.Hat.Opens(slot) && declined?.Contains((helper.Person, slot)) != true
        && helper.Person.RoomIn(slot) > (taken?.In(helper.Person, slot) ?? 0)
        && helper.Hat.SizeIn(slot) >= Math.Min(need.Size, helper.Hat.Size);

    /// <summary>The parts of the cost of this pair, feasible or not.</summary>
    public Reasons Reasons(Helper helper) => Reasons(helper, helper.Hat.Level(need), Seconds(helper));

    /// <summary>The first limit that fails, and how many do.</summary>
    public Verdict Verdict(Helper helper)
    {
        var (hat, person) = (helper.Hat, helper.Person);
        var verdict = new Verdict();
        if (hat.Suspended)
            verdict = Fails(verdict, Limit.Suspended, 1, double.PositiveInfinity);
        if (hat.OptedOut)
            verdict = Fails(verdict, Limit.OptedOut, 1, double.PositiveInfinity);
        if (excluded?.Contains(person) == true)
            verdict = Fails(verdict, Limit.Excluded, 1, double.PositiveInfinity);
        var level = hat.Level(need);
        if (level == 0)
            verdict = Fails(verdict, Limit.Skill, 1, double.PositiveInfinity);
        else
            verdict = OfLevel(verdict, level);
        if (Missing(hat) is > 0 and var missing)
            verdict = Fails(verdict, Limit.Eligibility, missing, 1.0 / need.Eligibility.Length);
        if (LoadMissed(hat, person) is > 0 and var tasks)
            verdict = Fails(verdict, Limit.Load, tasks, 1.0 / Math.Max(1, person.LoadCap));
        verdict = OfSlot(verdict, helper, static (judge, helper, slot) => judge.IsOpen(helper, slot));
        var walking = Seconds(helper);
        if (!InCircle(hat, walking))
            verdict = OfCircle(verdict, walking);
        if (hat.Size < need.Size)
            verdict = Fails(verdict, Limit.Size, need.Size - hat.Size, 1.0 / need.Size);
        return verdict;
    }

    /// <summary>The same of somebody in the line's sub-district, told from the entry alone where that says all.</summary>
    internal Verdict Verdict(in Entry entry)
    {
        if (!entry.Plain || !plainNeed || entry.Level == 0)
            return Verdict(Helper(entry.Helper));
        var verdict = OfLevel(new(), entry.Level);
        verdict = OfSlot(verdict, entry.Open, static (judge, week, slot) =>
            judge.horizon.Contains(slot) && Horizon.Opens(week, slot));
        var straight = Straight(entry);
        var walking = Walking.Seconds(weights, ways?.Metres(district.Standpoint(entry.Helper), straight) ?? straight);
        return walking > circle ? OfCircle(verdict, walking) : verdict;
    }

    private Verdict OfLevel(in Verdict before, int level) => level < need.LeastLevel
        ? Fails(before, Limit.Level, need.LeastLevel - level, 1.0 / need.LeastLevel)
        : before;

    private Verdict OfSlot<T>(in Verdict before, T of, Func<Judge, T, int, bool> isOpen) =>
        SlotsMissed(of, isOpen, before.Failing == 0 ? horizon.Count : 1) is > 0 and var away
            ? Fails(before, Limit.Slot, away, 0.2)
            : before;

    private Verdict OfCircle(in Verdict before, int walking) => circle is { } seconds && walking > seconds
        ? Fails(before, Limit.Circle, walking - seconds, 1.0 / Math.Max(1, seconds))
        : Fails(before, Limit.Circle, 1, 1);

    private static Verdict Fails(Verdict before, Limit limit, long missedBy, double share) =>
        before.Failing > 0
            ? before with { Failing = before.Failing + 1 }
            : new(limit, missedBy, missedBy * share, 1);

    private Reasons Reasons(Helper helper, int level, int walking) => new(
        walking,
        LevelGap(level),
        OtherMicroGrid(need.MicroGrid.Length > 0 && helper.MicroGrid == need.MicroGrid));

    private double Straight(in Entry entry) => Walking.Metres(need.Place, new(entry.Longitude, entry.Latitude));

    /// <summary>On foot, as <see cref="Look"/> reckons it.</summary>
    private int Seconds(Helper helper) => Walking.Seconds(weights, district.Metres(need.Place, helper.Hat.Place));

    private int LevelGap(int level) => weights.LevelGap * Math.Max(0, need.WantedLevel - level);

    private int OtherMicroGrid(bool isOwn) => isOwn ? 0 : weights.OtherMicroGrid;

    private bool InCircle(Hat hat, int walking) => circle is { } seconds
        ? walking <= seconds && District.CodeOf(hat.Community) == district.Code
        : need.Reach == Reach.Community
            ? hat.Community == need.Community
            : District.CodeOf(hat.Community) == district.Code;

    private int Missing(Hat hat)
    {
        var missing = 0;
        foreach (var code in need.Eligibility)
            if (Array.IndexOf(hat.Eligibilities, code) < 0)
                missing++;
        return missing;
    }

    /// <summary>Tasks too many for one more; a hat that can take nothing misses by one.</summary>
    private int LoadMissed(Hat hat, Person person)
    {
        var tasks = taken?.Count(person) ?? 0;
        // A hat that cannot be asked for another reason does not lack capacity as well.
        var capacity = hat.CanBeAsked ? person.TotalCapacity : hat.TotalCapacity;
        var most = Math.Min(person.LoadCap - person.Load, capacity) - tasks;
        return most < 1 ? 1 - most : hat.TotalCapacity < 1 || hat.SlotCapacity < 1 ? 1 : 0;
    }

    /// <summary>
    /// Slots from any wanted one to the nearest in which the hat is open, at most <paramref name="most"/>; 0 when it is
    /// open in one.
    /// </summary>
    private int SlotsMissed<T>(T of, Func<Judge, T, int, bool> isOpen, int most)
    {
        for (var away = 0; away < most; away++)
            foreach (var slot in need.Slots)
                if (isOpen(this, of, slot - away) || isOpen(this, of, slot + away))
                    return away;
        return most;
    }
}
