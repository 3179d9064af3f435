using System.Collections.Concurrent;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Matching.Matches;

/// <summary>
/// How the last round of a sub-district ended. The next round of it begins with that: it is as exact, and sooner done. Of this
/// replica alone, and forgotten with it.
/// </summary>
public sealed class LastRounds
{
    private readonly ConcurrentDictionary<string, Standing> kept = new();

    /// <summary>Nothing when the sub-districts had no round together yet.</summary>
    public Standing? Of(IReadOnlyCollection<Need> needs) => kept.GetValueOrDefault(Key(needs));

    /// <summary>In place of what was kept before.</summary>
    public void Keep(IReadOnlyCollection<Need> needs, RoundAnswer answer) => kept[Key(needs)] = answer.Standing;

    private static string Key(IEnumerable<Need> needs) =>
        string.Join(',', needs.Select(need => District.CodeOf(need.Community)).Distinct().Order(StringComparer.Ordinal));
}
