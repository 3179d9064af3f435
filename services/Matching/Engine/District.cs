using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace FiveSocieties.Matching.Engine;

/// <summary>A hat in its place: what the index knows about it beside what its owner tells.</summary>
/// <param name="Hat">As its owner tells it.</param>
/// <param name="Person">Who wears it.</param>
/// <param name="MicroGrid">Where it starts from; null when in none.</param>
/// <param name="PersonOrder">The same for all hats of one person here, in the order of ids.</param>
public sealed record Helper(Hat Hat, Person Person, string? MicroGrid, int PersonOrder);

/// <summary>
/// All helpers of one sub-district, found by skill and place. Never changes: a new one takes its place, so a reader
/// sees one consistent state for as long as it holds on to it.
/// </summary>
public sealed class District
{
    private readonly FrozenDictionary<(Kind Kind, string Skill), SkillGrid> skills;
    private readonly Dictionary<string, int> microGrids = new(StringComparer.Ordinal);

    private readonly Standpoint[] standpoints;

    /// <summary>What <see cref="Helpers"/> are found by, side by side in memory.</summary>
    private readonly (Guid Id, int Owner, int Person)[] keys;

    /// <summary>Builds the index. <paramref name="persons"/>: everybody with a hat here, with all hats anywhere.</summary>
    public District(string code, IEnumerable<Person> persons, MicroGrids grids, Barriers? barriers = null)
    {
        (Code, Barriers) = (code, barriers);
        Helpers = All(code, persons, grids);
        keys = Array.ConvertAll(Helpers, helper => (helper.Hat.Id, helper.Hat.Owner, helper.PersonOrder));
        standpoints = barriers is null ? [] : Array.ConvertAll(Helpers, helper => barriers.Stand(helper.Hat.Place));
        foreach (var helper in Helpers)
        {
            Persons = Math.Max(Persons, helper.PersonOrder + 1);
            Capacity += helper.Person.Room;
            MostTasks = Math.Max(MostTasks, helper.Person.Load + helper.Person.Room);
        }
        skills = BySkill();
    }

    /// <summary>A sub-district without anybody.</summary>
    public static District Empty(string code) => new(code, [], new([]));

    /// <summary>First nine digits of the codes of its communities.</summary>
    public string Code { get; }

    /// <summary>What one has to walk around here; null when there is nothing.</summary>
    public Barriers? Barriers { get; }

    /// <summary>Sorted by id.</summary>
    public Helper[] Helpers { get; }

    /// <summary>How many persons have a hat here.</summary>
    public int Persons { get; }

    /// <summary>Tasks that can still be taken here at most, each hat counted by itself.</summary>
    public long Capacity { get; }

    /// <summary>The most that anybody could have done after a round.</summary>
    public int MostTasks { get; }

    /// <summary>The sub-district of a community.</summary>
    public static string CodeOf(string community) => community.Length > 9 ? community[..9] : community;

    /// <summary>The helper of this owner by this id.</summary>
    public Helper? Find(int owner, Guid id)
    {
        for (var at = FirstOf(id); at < keys.Length && keys[at].Id == id; at++)
            if (keys[at].Owner == owner)
                return Helpers[at];
        return null;
    }

    /// <summary>The person order of the same, who probably still is where it was among the helpers; -1 when gone.</summary>
    internal int PersonOf(int owner, Guid id, int at) =>
        at < keys.Length && keys[at].Id == id && keys[at].Owner == owner ? keys[at].Person : Find(owner, id)?.PersonOrder ?? -1;

    /// <summary>Persons any of whose hats here has one of these ids; null when there are none.</summary>
    internal HashSet<Person>? PersonsOf(ReadOnlySpan<Guid> ids)
    {
        HashSet<Person>? found = null;
        foreach (var id in ids)
            for (var at = FirstOf(id); at < keys.Length && keys[at].Id == id; at++)
                (found ??= []).Add(Helpers[at].Person);
        return found;
    }

    /// <summary>Those of the line's kind with its skill; null when there is nobody.</summary>
    internal SkillGrid? Skill(Need need) => skills.GetValueOrDefault((need.Kind, need.Skill));

    /// <summary>Metres on foot from one place to another, around what cannot be crossed.</summary>
    public double Metres(Point from, Point to) => Barriers?.Metres(from, to) ?? Walking.Metres(from, to);

    /// <summary>Where a helper stands, where there are barriers.</summary>
    internal Standpoint Standpoint(int helper) => standpoints[helper];

    /// <summary>As entries bear it; -2 when nobody starts from there.</summary>
    internal int MicroGridOf(string id) => microGrids.GetValueOrDefault(id, -2);

    private static Helper[] All(string code, IEnumerable<Person> persons, MicroGrids grids)
    {
        var here = Sorted(code, persons);
        List<Helper> helpers = new(here.Length);
        for (var order = 0; order < here.Length; order++)
            foreach (var hat in here[order].Hats)
                if (IsOf(hat, code))
                    helpers.Add(new(hat, here[order], grids.Find(hat.Place), order));
        if (helpers.Count > here.Length)
            helpers.Sort((a, b) => Hat.Order(a.Hat, b.Hat));
        return [.. helpers];
    }

    /// <summary>By the first hat here of each.</summary>
    private static Person[] Sorted(string code, IEnumerable<Person> persons)
    {
        List<Person> here = [];
        List<(Guid Id, int Owner)> keys = [];
        var sorted = true;
        foreach (var person in persons)
            foreach (var hat in person.Hats)
                if (IsOf(hat, code))
                {
                    sorted &= keys.Count == 0 || keys[^1].CompareTo((hat.Id, hat.Owner)) < 0;
                    here.Add(person);
                    keys.Add((hat.Id, hat.Owner));
                    break;
                }
        if (!sorted)
            CollectionsMarshal.AsSpan(keys).Sort(CollectionsMarshal.AsSpan(here));
        return [.. here];
    }

    private static bool IsOf(Hat hat, string code) =>
        hat.Community.AsSpan(0, Math.Min(9, hat.Community.Length)).SequenceEqual(code);

    /// <summary>The first helper by this id, or where it would be.</summary>
    private int FirstOf(Guid id)
    {
        var (from, to) = (0, keys.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (keys[middle].Id.CompareTo(id) < 0)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    private FrozenDictionary<(Kind Kind, string Skill), SkillGrid> BySkill()
    {
        Dictionary<(Kind, string), List<Entry>?> found = [];
        for (var at = 0; at < Helpers.Length; at++)
        {
            var (hat, person, grid, order) = Helpers[at];
            var entry = new Entry
            {
                Longitude = hat.Place.Longitude,
                Latitude = hat.Place.Latitude,
                Open = hat.WeeklyOpen,
                Helper = at,
                PersonOrder = order,
                MicroGrid = Number(grid),
                Load = person.Load,
                Room = (short)Math.Min(short.MaxValue, person.Room),
                PlainRoom = hat.Kind == Kind.People && person.IsFree
                    ? (byte)Math.Min(byte.MaxValue, person.SlotCapacity)
                    : (byte)0,
            };
            entry.Level = 0;
            for (var own = 0; own < hat.Skills.Length; own++)
            {
                var (skill, level) = hat.Skills[own];
                if (IndexOf(hat.Skills, skill) < own)
                    continue; // The first of two counts.
                ref var entries = ref CollectionsMarshal.GetValueRefOrAddDefault(found, (hat.Kind, skill), out _);
                entry.Level = person.Room > 0 && hat.CanBeAsked ? (byte)level : (byte)0;
                (entries ??= []).Add(entry);
            }
        }
        var grids = found.ToArray();
        var built = new SkillGrid[grids.Length];
        Parallel.For(0, grids.Length, i => built[i] = new(CollectionsMarshal.AsSpan(grids[i].Value)));
        return grids.Index().ToFrozenDictionary(x => x.Item.Key, x => built[x.Index]);
    }

    private static int IndexOf(Mastery[] skills, string skill)
    {
        var at = 0;
        while (skills[at].Skill != skill)
            at++;
        return at;
    }

    private int Number(string? grid)
    {
        if (grid is null)
            return -1;
        if (!microGrids.TryGetValue(grid, out var number))
            microGrids[grid] = number = microGrids.Count;
        return number;
    }
}
