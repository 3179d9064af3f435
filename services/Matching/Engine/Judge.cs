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

/// <summary>Somebody who fits a line.</summary>
/// <param name="Helper">Who.</param>
/// <param name="Reasons">The parts of the cost.</param>
public readonly record struct Fit(Helper Helper, Reasons Reasons);

/// <summary>Decides for one line who is feasible, exactly as the model says, and what each costs.</summary>
public sealed class Judge
{
    private readonly District district;
    private readonly Need need;
    private readonly Weights weights;
    private readonly Horizon horizon;
    private readonly Taken? taken;
    private readonly HashSet<Person> excluded;
    private readonly HashSet<(Person, int Slot)>? declined;
    private readonly int? circle;

    /// <summary>Looks at one line in its sub-district.</summary>
    public Judge(District district, Need need, Weights weights, Horizon horizon, Taken? taken = null)
    {
        (this.district, this.need, this.weights, this.horizon, this.taken) = (district, need, weights, horizon, taken);
        excluded = district.Persons(need.Excluded);
        if (need.DeclinedTimes is not [])
            declined =
            [
                .. need.DeclinedTimes.SelectMany(time => district.Persons([time.Resource]), (time, who) => (who, time.Slot)),
            ];
        circle = weights.Seconds(need.Reach);
        Slots = [.. need.Slots.Where(horizon.Contains).Distinct().Order()];
    }

    /// <summary>The line's slots that can still be asked for, in order.</summary>
    public int[] Slots { get; }

    /// <summary>
    /// Everybody who fits but for the slot, in the order of the index: whether a slot is open says
    /// <see cref="IsOpen"/>.
    /// </summary>
    public List<Fit> Fits()
    {
        List<Fit> fits = [];
        if (Slots.Length == 0 || district.Skill(need) is not { } grid)
            return fits;
        List<Range> cells = [];
        if (circle is { } seconds)
            grid.Around(need.Place, (seconds + 1) * weights.WalkingSpeed / weights.Detour, cells);
        else
            cells.Add(..grid.All.Length);
        foreach (var cell in cells)
            foreach (ref readonly var entry in grid.All[cell])
            {
                var (hat, person) = (entry.Helper.Hat, entry.Helper.Person);
                if (entry.Level < need.LeastLevel || person.Room == 0 || !hat.CanBeAsked || hat.Size < need.Size)
                    continue;
                var walking = Walking.Seconds(weights, need.Place, hat.Place);
                if (InCircle(hat, walking) && Missing(hat) == 0 && !excluded.Contains(person))
                    fits.Add(new(entry.Helper, Reasons(entry.Helper, entry.Level, walking)));
            }
        return fits;
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
    public Reasons Reasons(Helper helper) => Reasons(
        helper, helper.Hat.Level(need), Walking.Seconds(weights, need.Place, helper.Hat.Place));

    /// <summary>The first limit that fails, and how many do.</summary>
    public Verdict Verdict(Helper helper)
    {
        var (hat, person) = (helper.Hat, helper.Person);
        var verdict = new Verdict();
        if (hat.Suspended)
            verdict = Fails(verdict, Limit.Suspended, 1, double.PositiveInfinity);
        if (hat.OptedOut)
            verdict = Fails(verdict, Limit.OptedOut, 1, double.PositiveInfinity);
        if (excluded.Contains(person))
            verdict = Fails(verdict, Limit.Excluded, 1, double.PositiveInfinity);
        var level = hat.Level(need);
        if (level == 0)
            verdict = Fails(verdict, Limit.Skill, 1, double.PositiveInfinity);
        if (level < need.LeastLevel && level > 0)
            verdict = Fails(verdict, Limit.Level, need.LeastLevel - level, 1.0 / need.LeastLevel);
        if (Missing(hat) is > 0 and var missing)
            verdict = Fails(verdict, Limit.Eligibility, missing, 1.0 / need.Eligibility.Length);
        if (LoadMissed(hat, person) is > 0 and var tasks)
            verdict = Fails(verdict, Limit.Load, tasks, 1.0 / Math.Max(1, person.LoadCap));
        if (SlotsMissed(helper, verdict.Failing == 0 ? horizon.Count : 1) is > 0 and var away)
            verdict = Fails(verdict, Limit.Slot, away, 0.2);
        var walking = Walking.Seconds(weights, need.Place, hat.Place);
        if (!InCircle(hat, walking))
            verdict = circle is { } seconds && walking > seconds
                ? Fails(verdict, Limit.Circle, walking - seconds, 1.0 / Math.Max(1, seconds))
                : Fails(verdict, Limit.Circle, 1, 1);
        if (hat.Size < need.Size)
            verdict = Fails(verdict, Limit.Size, need.Size - hat.Size, 1.0 / need.Size);
        return verdict;
    }

    private static Verdict Fails(Verdict before, Limit limit, long missedBy, double share) =>
        before.Failing > 0
            ? before with { Failing = before.Failing + 1 }
            : new(limit, missedBy, missedBy * share, 1);

    private Reasons Reasons(Helper helper, int level, int walking) => new(
        walking,
        weights.LevelGap * Math.Max(0, need.WantedLevel - level),
        need.MicroGrid.Length > 0 && helper.MicroGrid == need.MicroGrid ? 0 : weights.OtherMicroGrid);

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
    private int SlotsMissed(Helper helper, int most)
    {
        for (var away = 0; away < most; away++)
            foreach (var slot in need.Slots)
                if (IsOpen(helper, slot - away) || IsOpen(helper, slot + away))
                    return away;
        return most;
    }
}
