using System.Collections.Frozen;

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
    private readonly ILookup<Guid, Helper> byId;

    /// <summary>Builds the index. <paramref name="persons"/>: everybody with a hat here, with all hats anywhere.</summary>
    public District(string code, IEnumerable<Person> persons, MicroGrids grids)
    {
        Code = code;
        Helpers =
        [
            .. persons
                .Select(person => (Person: person, Here: person.Hats.Where(hat => CodeOf(hat.Community) == code)))
                .OrderBy(own => own.Here.FirstOrDefault()?.Id)
                .ThenBy(own => own.Here.FirstOrDefault()?.Owner)
                .SelectMany((own, order) => own.Here.Select(
                    hat => new Helper(hat, own.Person, grids.Find(hat.Place), order)))
                .OrderBy(helper => helper.Hat, Comparer<Hat>.Create(Hat.Order)),
        ];
        byId = Helpers.ToLookup(helper => helper.Hat.Id);
        skills = Helpers
            .SelectMany(helper => helper.Hat.Skills.DistinctBy(own => own.Skill)
                .Select(own => ((helper.Hat.Kind, own.Skill), Entry: new Entry(helper, own.Level))))
            .GroupBy(entry => entry.Item1, entry => entry.Entry)
            .ToFrozenDictionary(group => group.Key, group => new SkillGrid([.. group]));
    }

    /// <summary>A sub-district without anybody.</summary>
    public static District Empty(string code) => new(code, [], new([]));

    /// <summary>First nine digits of the codes of its communities.</summary>
    public string Code { get; }

    /// <summary>Sorted by id.</summary>
    public Helper[] Helpers { get; }

    /// <summary>The sub-district of a community.</summary>
    public static string CodeOf(string community) => community.Length > 9 ? community[..9] : community;

    /// <summary>Those of the line's kind with its skill; null when there is nobody.</summary>
    public SkillGrid? Skill(Need need) => skills.GetValueOrDefault((need.Kind, need.Skill));

    /// <summary>The helper of this owner by this id.</summary>
    public Helper? Find(int owner, Guid id) => byId[id].FirstOrDefault(helper => helper.Hat.Owner == owner);

    /// <summary>Persons any of whose hats here has one of these ids.</summary>
    public HashSet<Person> Persons(IEnumerable<Guid> ids) =>
        [.. ids.SelectMany(id => byId[id]).Select(helper => helper.Person)];
}
