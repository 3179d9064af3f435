using System.Collections.Immutable;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Matching.Index;

/// <summary>All that is known at one moment. Hold on to it for one question, and the answer is consistent.</summary>
/// <param name="Districts">By the nine digits of the sub-district.</param>
/// <param name="Barriers">What cannot be crossed there, where anything was drawn.</param>
public sealed record IndexState(
    ImmutableDictionary<string, District> Districts, ImmutableDictionary<string, Barriers> Barriers)
{
    /// <summary>The sub-district; an empty one when nobody is known there.</summary>
    public District District(string code) => Districts.GetValueOrDefault(code) ?? Engine.District.Empty(code);

    /// <summary>The sub-districts of these lines.</summary>
    public IEnumerable<District> Around(IEnumerable<Need> needs) =>
        needs.Select(need => Engine.District.CodeOf(need.Community)).Distinct().Select(District);

    /// <summary>The helper of this owner by this id, in whichever sub-district.</summary>
    public Helper? Find(int owner, Guid id) =>
        Districts.Values.Select(district => district.Find(owner, id)).FirstOrDefault(helper => helper is not null);
}

/// <summary>
/// Every resource of every society, in memory. Readers take <see cref="Now"/> and are never blocked; writers come one
/// after the other, rebuild the sub-districts that a change touches and swap them in.
/// </summary>
public sealed class ResourceIndex
{
    private readonly Lock writing = new();
    private readonly Lock drawing = new();
    private readonly Dictionary<(int Owner, Guid Id), (Hat Hat, long Written)> hats = [];
    private readonly Dictionary<string, HashSet<(int Owner, Guid Id)>> people = [];
    private readonly Dictionary<string, HashSet<(int Owner, Guid Id)>> places = [];
    private readonly Dictionary<string, Person> persons = [];
    private readonly Dictionary<string, MicroGrid[]> grids = [];
    private readonly Dictionary<string, DrawnBarriers> drawn = [];
    private long written;
    private volatile IndexState now = new(
        ImmutableDictionary<string, District>.Empty, ImmutableDictionary<string, Barriers>.Empty);

    /// <summary>What is known now.</summary>
    public IndexState Now => now;

    /// <summary>A mark for <see cref="Replace"/>: what is written after it is newer than a list begun at it.</summary>
    public long Mark => Interlocked.Read(ref written);

    /// <summary>The version that is known; -1 when none is.</summary>
    public long VersionOf(int owner, Guid id)
    {
        lock (writing)
            return hats.TryGetValue((owner, id), out var known) ? known.Hat.Version : -1;
    }

    /// <summary>Takes in what was read again; ids that the owner no longer knows are gone.</summary>
    public void Apply(IEnumerable<Hat> changed, IEnumerable<(int Owner, Guid Id)> gone)
    {
        lock (writing)
        {
            HashSet<string> touched = [];
            foreach (var hat in changed)
                Put(hat, touched);
            foreach (var key in gone)
                Drop(key, touched);
            Rebuild(touched);
        }
    }

    /// <summary>Takes in a whole list, begun at <paramref name="mark"/>; what is not in it is gone.</summary>
    public void Replace(int owner, IReadOnlyCollection<Hat> all, long mark)
    {
        lock (writing)
        {
            HashSet<string> touched = [];
            var listed = all.Select(hat => (hat.Owner, hat.Id)).ToHashSet();
            foreach (var (key, known) in hats.Where(x => x.Key.Owner == owner).ToList())
                if (!listed.Contains(key) && known.Written <= mark)
                    Drop(key, touched);
            foreach (var hat in all)
                Put(hat, touched);
            Rebuild(touched);
        }
    }

    /// <summary>Takes in the micro-grids of one community, or of all when it is empty.</summary>
    public void SetGrids(string community, IEnumerable<MicroGrid> all)
    {
        lock (writing)
        {
            var before = community.Length > 0 ? [community] : grids.Keys.ToList();
            foreach (var code in before)
                grids.Remove(code);
            foreach (var own in all.GroupBy(grid => grid.Community))
                grids[own.Key] = [.. own];
            Rebuild(before.Concat(grids.Keys.Where(code => community.Length == 0)).Select(District.CodeOf).ToHashSet());
        }
    }

    /// <summary>
    /// Takes in what communities have drawn of what cannot be crossed, unless a newer version is known. Ways around are
    /// found before anything else has to wait for them.
    /// </summary>
    public void SetBarriers(IEnumerable<DrawnBarriers> all)
    {
        lock (drawing)
        {
            HashSet<string> touched = [];
            foreach (var own in all)
                if (!drawn.TryGetValue(own.Community, out var known) || known.Version < own.Version)
                {
                    drawn[own.Community] = own;
                    touched.Add(District.CodeOf(own.Community));
                }
            var found = touched.ToDictionary(
                code => code, code => Barriers.Of(drawn.Values.Where(own => District.CodeOf(own.Community) == code)));
            lock (writing)
            {
                foreach (var (code, barriers) in found)
                    now = now with
                    {
                        Barriers = barriers is null ? now.Barriers.Remove(code) : now.Barriers.SetItem(code, barriers),
                    };
                Rebuild(touched);
            }
        }
    }

    private void Put(Hat hat, HashSet<string> touched)
    {
        var key = (hat.Owner, hat.Id);
        if (hats.TryGetValue(key, out var known) && known.Hat.Version > hat.Version)
            return;
        Drop(key, touched);
        hats[key] = (hat, ++written);
        Into(people, hat.PersonKey, key);
        Into(places, District.CodeOf(hat.Community), key);
        Touch(hat.PersonKey, touched);
    }

    private void Drop((int Owner, Guid Id) key, HashSet<string> touched)
    {
        if (!hats.TryGetValue(key, out var known))
            return;
        Touch(known.Hat.PersonKey, touched);
        hats.Remove(key);
        OutOf(people, known.Hat.PersonKey, key);
        OutOf(places, District.CodeOf(known.Hat.Community), key);
    }

    /// <summary>A person's load counts wherever the person has a hat.</summary>
    private void Touch(string personKey, HashSet<string> touched)
    {
        persons.Remove(personKey);
        foreach (var key in people[personKey])
            touched.Add(District.CodeOf(hats[key].Hat.Community));
    }

    private static void Into<T>(Dictionary<string, HashSet<T>> sets, string key, T entry)
    {
        if (!sets.TryGetValue(key, out var set))
            sets[key] = set = [];
        set.Add(entry);
    }

    private static void OutOf<T>(Dictionary<string, HashSet<T>> sets, string key, T entry)
    {
        sets[key].Remove(entry);
        if (sets[key].Count == 0)
            sets.Remove(key);
    }

    private void Rebuild(HashSet<string> codes)
    {
        var districts = now.Districts;
        foreach (var code in codes)
        {
            if (!places.TryGetValue(code, out var here))
            {
                districts = districts.Remove(code);
                continue;
            }
            var own = grids.Where(x => District.CodeOf(x.Key) == code).SelectMany(x => x.Value);
            var everybody = here.Select(key => hats[key].Hat.PersonKey).Distinct().Select(PersonOf);
            districts = districts.SetItem(code, new(code, everybody, new(own), now.Barriers.GetValueOrDefault(code)));
        }
        now = now with { Districts = districts };
    }

    private Person PersonOf(string key)
    {
        if (!persons.TryGetValue(key, out var person))
            persons[key] = person = new(people[key].Select(hat => hats[hat].Hat));
        return person;
    }
}
