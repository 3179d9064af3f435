using System.Collections.Concurrent;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Matching.Matches;

/// <summary>
/// What a unit of each line was worth in the last round of a sub-district. The next round of it begins with that: it is as
/// exact, and sooner done where help is scarce. Of this replica alone, and forgotten with it.
/// </summary>
public sealed class LastPrices
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, long>> kept = new();

    /// <summary>By line; nothing when the sub-districts had no round together yet.</summary>
    public IReadOnlyDictionary<string, long>? Of(IReadOnlyCollection<Need> needs) => kept.GetValueOrDefault(Key(needs));

    /// <summary>In place of what was kept before.</summary>
    public void Keep(IReadOnlyCollection<Need> needs, RoundAnswer answer) => kept[Key(needs)] = answer.PriceOf(needs);

    private static string Key(IEnumerable<Need> needs) =>
        string.Join(',', needs.Select(need => District.CodeOf(need.Community)).Distinct().Order(StringComparer.Ordinal));
}
