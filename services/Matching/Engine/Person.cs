namespace FiveSocieties.Matching.Engine;

/// <summary>A skill and how well it is mastered.</summary>
/// <param name="Skill">For example <c>accompany</c>.</param>
/// <param name="Level">1 (beginner) to 5 (expert).</param>
public readonly record struct Mastery(string Skill, int Level);

/// <summary>One hat of a person: a resource as its owner tells it.</summary>
public sealed record Hat
{
    /// <summary>Given by the owner.</summary>
    public required Guid Id { get; init; }

    /// <summary>1 to 4, the owner's number.</summary>
    public required int Owner { get; init; }

    /// <summary>What it is; a thing is a hat that nobody else wears.</summary>
    public Kind Kind { get; init; }

    /// <summary>Of a thing: seats, pieces or fen that are left, places in a slot; 0 for people.</summary>
    public long Size { get; init; }

    /// <summary>12-digit code.</summary>
    public required string Community { get; init; }

    /// <summary>What it can do.</summary>
    public Mastery[] Skills { get; init; } = [];

    /// <summary>Where it starts from.</summary>
    public required Point Place { get; init; }

    /// <summary>The week in 35 bits, from Monday morning on.</summary>
    public ulong WeeklyOpen { get; init; }

    /// <summary>Slots taken, one entry for each task.</summary>
    public int[] HeldSlots { get; init; } = [];

    /// <summary>How much of its size each of the slots taken uses up; empty where a task takes no part of it.</summary>
    public long[] HeldSizes { get; init; } = [];

    /// <summary>Tasks that fit into one slot.</summary>
    public int SlotCapacity { get; init; } = 1;

    /// <summary>Tasks that it can still take in the horizon.</summary>
    public int TotalCapacity { get; init; }

    /// <summary>Tasks of the last 28 days.</summary>
    public int Load { get; init; }

    /// <summary>Most tasks in 28 days.</summary>
    public int LoadCap { get; init; }

    /// <summary>Minutes of service of the last 28 days.</summary>
    public int Minutes { get; init; }

    /// <summary>What it is entitled to do.</summary>
    public string[] Eligibilities { get; init; } = [];

    /// <summary>The same for all hats of one person; empty when there is only one.</summary>
    public string PersonRef { get; init; } = "";

    /// <summary>Its owner does not want it asked.</summary>
    public bool Suspended { get; init; }

    /// <summary>It does not want to be asked.</summary>
    public bool OptedOut { get; init; }

    /// <summary>Counts up with each change.</summary>
    public long Version { get; init; }

    /// <summary>Same for the hats of one human, different for different humans.</summary>
    public string PersonKey => PersonRef.Length > 0 ? PersonRef : $"{Owner}/{Id}";

    internal bool CanBeAsked => !Suspended && !OptedOut && SlotCapacity > 0 && TotalCapacity > 0;

    internal bool Opens(int slot) => Horizon.Opens(WeeklyOpen, slot);

    /// <summary>What is left of its size in this slot.</summary>
    internal long SizeIn(int slot)
    {
        var left = Size;
        for (var i = 0; i < HeldSizes.Length; i++)
            if (HeldSlots[i] == slot)
                left -= HeldSizes[i];
        return left;
    }

    /// <summary>How well it does what the line asks; 0 when not at all.</summary>
    internal int Level(Need need) => Kind == need.Kind ? Level(need.Skill) : 0;

    private int Level(string skill)
    {
        foreach (var own in Skills)
            if (own.Skill == skill)
                return own.Level;
        return 0;
    }

    internal static int Order(Hat a, Hat b) =>
        a.Id.CompareTo(b.Id) is not 0 and var order ? order : a.Owner.CompareTo(b.Owner);
}

/// <summary>
/// One human with all hats, one node of the flow. The load is the sum over the hats, the cap the smallest one; with
/// more than one hat a person is once per slot.
/// </summary>
public sealed class Person
{
    private readonly int[] held;

    /// <summary>Puts the hats of one human together.</summary>
    public Person(IEnumerable<Hat> hats)
    {
        Hats = [.. hats];
        if (Hats.Length > 1)
            Array.Sort(Hats, Hat.Order);
        held = Hats.Length == 1 ? Hats[0].HeldSlots : [.. Hats.SelectMany(hat => hat.HeldSlots)];
        SlotCapacity = Hats.Length > 1 ? 1 : Math.Max(0, Hats[0].SlotCapacity);
        var asked = int.MaxValue;
        LoadCap = int.MaxValue;
        foreach (var hat in Hats)
        {
            Load += hat.Load;
            Minutes += hat.Minutes;
            LoadCap = Math.Min(LoadCap, hat.LoadCap);
            // A hat that cannot be asked brings no arcs, so its own capacity binds nobody else.
            if (hat.CanBeAsked)
                asked = Math.Min(asked, hat.TotalCapacity);
        }
        TotalCapacity = asked == int.MaxValue ? 0 : asked;
        Room = Math.Max(0, Math.Min(TotalCapacity, LoadCap - Load));
    }

    /// <summary>Sorted by id.</summary>
    public Hat[] Hats { get; }

    /// <summary><see cref="Hat.PersonKey"/> of every hat.</summary>
    public string Key => Hats[0].PersonKey;

    /// <summary>Tasks of the last 28 days, in all hats.</summary>
    public int Load { get; }

    /// <summary>Minutes of service of the last 28 days, in all hats.</summary>
    public int Minutes { get; }

    /// <summary>The smallest cap.</summary>
    public int LoadCap { get; }

    /// <summary>The smallest capacity of the hats that can be asked.</summary>
    public int TotalCapacity { get; }

    /// <summary>Tasks that can still be taken: min(total capacity, cap − load).</summary>
    public int Room { get; }

    /// <summary>Tasks that fit into one slot.</summary>
    public int SlotCapacity { get; }

    /// <summary>One hat, and no slot taken.</summary>
    internal bool IsFree => Hats.Length == 1 && held.Length == 0 && SlotCapacity > 0;

    /// <summary>Tasks that still fit into this slot, whichever hat opens it.</summary>
    public int RoomIn(int slot)
    {
        var room = SlotCapacity;
        foreach (var taken in held)
            if (taken == slot)
                room--;
        return Math.Max(0, room);
    }
}
