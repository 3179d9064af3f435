using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Engagements;

/// <summary>A part of every week in which a person is free or a thing is there.</summary>
/// <param name="Day">Monday … Sunday.</param>
/// <param name="Part">Part of that day.</param>
public sealed record WeekPart(DayOfWeek Day, DayPart Part)
{
    private const int PartsOfAWeek = 35;

    /// <summary>All parts of the week: what is open when nothing is said.</summary>
    private const long Always = (1L << PartsOfAWeek) - 1;

    private int Bit => ((int)Day + 6) % 7 * 5 + (int)Part;

    /// <summary>Adds what is wrong with the parts.</summary>
    public static void Check(Checks checks, IReadOnlyList<WeekPart>? parts, string path)
    {
        checks.Count(path, parts?.Count ?? 0, 0, PartsOfAWeek);
        foreach (var (index, part) in (parts ?? []).Take(PartsOfAWeek).Index())
            checks.Require(part is not null, $"{path}[{index}]", RequestProblems.WrongType);
    }

    /// <summary>As a row keeps them; all of the week when nothing is said.</summary>
    public static long Bits(IReadOnlyList<WeekPart>? parts) =>
        parts?.Aggregate(0L, (bits, part) => bits | 1L << part.Bit) ?? Always;

    /// <summary>As they were said; null for all of the week.</summary>
    public static IReadOnlyList<WeekPart>? Of(long bits) => bits == Always ? null :
    [
        .. Enumerable.Range(0, PartsOfAWeek)
            .Where(bit => (bits & 1L << bit) != 0)
            .Select(bit => new WeekPart((DayOfWeek)((bit / 5 + 1) % 7), (DayPart)(bit % 5))),
    ];
}
