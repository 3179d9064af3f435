using FiveSocieties.Matching.Engine;
using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using Require = System.Action<bool, string, FiveSocieties.ServiceDefaults.Problem>;

namespace FiveSocieties.Matching.Matches;

/// <summary>Reads questions into the engine's words; what contradicts itself is refused.</summary>
internal static class MatchReading
{
    /// <summary>Most lines of a round.</summary>
    public const int MostLines = 5000;

    internal const int MostSlots = 70;
    internal const int MostCodes = 50;

    private const int MostTake = 200;
    private const int MostExcluded = 5000;
    private const int MostWeight = 10_000;
    private const int LongestCircle = 86_400;
    private const int LongestText = 100;
    private const int MostMinutes = 10_000;
    private const int UsualMinutes = 60;

    private static readonly Require Require = MatchProblems.Require;

    /// <summary>The last slot of the calendar.</summary>
    private static readonly int LastSlot = DateOnly.MaxValue.DayNumber * 5 + 4;

    public static int Take(int take)
    {
        InRange("take", take, 1, MostTake);
        return take;
    }

    public static Need[] Lines(IReadOnlyList<Line> lines)
    {
        Require(lines.Count <= MostLines, "lines", RequestProblems.TooMany);
        HashSet<string> ids = [];
        var needs = new Need[lines.Count];
        for (var i = 0; i < needs.Length; i++)
        {
            needs[i] = Line(lines[i], $"lines[{i}]");
            Require(ids.Add(needs[i].Id), $"lines[{i}].line_id", MatchProblems.DuplicateLine);
        }
        return needs;
    }

    public static Need Line(Line? line, string at)
    {
        Require(line is not null, at, RequestProblems.MissingField);
        Text($"{at}.line_id", line!.LineId);
        Community($"{at}.community", line.Community);
        InRange($"{at}.kind", (int)line.Kind, (int)Kind.People, (int)Kind.Service);
        Size($"{at}.size", (Kind)line.Kind, line.Size);
        Text($"{at}.skill", line.Skill);
        InRange($"{at}.least_level", line.LeastLevel, 1, 5);
        InRange($"{at}.wanted_level", line.WantedLevel, 1, 5);
        Require(line.WantedLevel >= line.LeastLevel, $"{at}.wanted_level", MatchProblems.LevelsCross);
        Require(line.Slots.Count is > 0 and <= MostSlots, $"{at}.slots", RequestProblems.TooMany);
        Require(line.Slots.All(slot => slot >= 0 && slot <= LastSlot), $"{at}.slots", RequestProblems.OutOfRange);
        InRange($"{at}.priority", line.Priority, 1, 3);
        Require(line.Eligibility.Count <= MostCodes, $"{at}.eligibility", RequestProblems.TooMany);
        InRange($"{at}.circle", (int)line.Circle, (int)Reach.FiveMinutes, (int)Reach.Subdistrict);
        InRange($"{at}.quantity", line.Quantity, 1, line.Kind == ResourceKind.People ? 50 : 1);
        return new()
        {
            Id = line.LineId,
            Community = line.Community,
            Kind = (Kind)line.Kind,
            Size = line.Size,
            Skill = line.Skill,
            LeastLevel = line.LeastLevel,
            WantedLevel = line.WantedLevel,
            Place = Place(line.Place, $"{at}.place"),
            MicroGrid = line.MicroGridId,
            Slots = [.. line.Slots],
            Priority = line.Priority,
            Eligibility = [.. line.Eligibility.Distinct()],
            Reach = (Reach)line.Circle,
            Quantity = line.Quantity,
            Excluded = Ids(line.Excluded, $"{at}.excluded"),
            DeclinedTimes = Times(line.DeclinedTimes, $"{at}.declined_times"),
        };
    }

    /// <summary>Zero stands for the default where zero would say nothing.</summary>
    public static Weights Policy(Policy? policy)
    {
        Require(policy is not null, "policy", RequestProblems.MissingField);
        InRange("policy.level_gap", policy!.LevelGap, 0, MostWeight);
        InRange("policy.other_micro_grid", policy.OtherMicroGrid, 0, MostWeight);
        InRange("policy.evenness", policy.Evenness, 0, MostWeight);
        InRange("policy.five_minutes", policy.FiveMinutes, 0, LongestCircle);
        InRange("policy.fifteen_minutes", policy.FifteenMinutes, 0, LongestCircle);
        Require(policy.Detour is 0 or (>= 1 and <= 10), "policy.detour", RequestProblems.OutOfRange);
        Require(policy.WalkingSpeed is 0 or (>= 0.1 and <= 10), "policy.walking_speed", RequestProblems.OutOfRange);
        var usual = new Weights();
        return new(
            policy.LevelGap,
            policy.OtherMicroGrid,
            policy.Evenness,
            policy.Detour is 0 ? usual.Detour : policy.Detour,
            policy.WalkingSpeed is 0 ? usual.WalkingSpeed : policy.WalkingSpeed,
            policy.FiveMinutes is 0 ? usual.FiveMinutes : policy.FiveMinutes,
            policy.FifteenMinutes is 0 ? usual.FifteenMinutes : policy.FifteenMinutes);
    }

    /// <summary>Minutes that a task is reckoned to take.</summary>
    public static int TaskMinutes(Policy policy)
    {
        InRange("policy.task_minutes", policy.TaskMinutes, 0, MostMinutes);
        return policy.TaskMinutes is 0 ? UsualMinutes : policy.TaskMinutes;
    }

    public static Dictionary<string, long> Served(IReadOnlyList<ServedUnits> served)
    {
        Require(served.Count <= MostLines, "served_before", RequestProblems.TooMany);
        Dictionary<string, long> units = [];
        for (var i = 0; i < served.Count; i++)
        {
            Text($"served_before[{i}].micro_grid_id", served[i].MicroGridId);
            InRange($"served_before[{i}].units", served[i].Units, 0, int.MaxValue);
            units[served[i].MicroGridId] = served[i].Units;
        }

        return units;
    }

    public static Guid Id(string text, string field)
    {
        Require(Guid.TryParse(text, out var id), field, RequestProblems.WrongType);
        return id;
    }

    private static Guid[] Ids(IReadOnlyCollection<string> texts, string at)
    {
        Require(texts.Count <= MostExcluded, at, RequestProblems.TooMany);
        return [.. texts.Select((text, i) => Id(text, $"{at}[{i}]"))];
    }

    private static (Guid, int)[] Times(IReadOnlyCollection<DeclinedTime> times, string at)
    {
        Require(times.Count <= MostExcluded, at, RequestProblems.TooMany);
        return
        [
            .. times.Select((time, i) =>
            {
                InRange($"{at}[{i}].slot", time.Slot, 0, LastSlot);
                return (Id(time.ResourceId, $"{at}[{i}].resource_id"), time.Slot);
            }),
        ];
    }

    internal static Point Place(Place? place, string at)
    {
        Require(place is not null, at, RequestProblems.MissingField);
        Require(place!.Longitude is >= -180 and <= 180, $"{at}.longitude", RequestProblems.OutOfRange);
        Require(place.Latitude is >= -90 and <= 90, $"{at}.latitude", RequestProblems.OutOfRange);
        return new(place.Longitude, place.Latitude);
    }

    internal static void Community(string field, string code) =>
        Require(code.Length == 12 && code.All(char.IsAsciiDigit), field, MatchProblems.BadCommunity);

    /// <summary>People have none, a thing has some.</summary>
    internal static void Size(string field, Kind kind, long size) =>
        Require(kind == Kind.People ? size == 0 : size > 0, field, RequestProblems.OutOfRange);

    internal static void Text(string field, string text) =>
        Require(text.Length is > 0 and <= LongestText, field, RequestProblems.TextLength);

    internal static void InRange(string field, int number, int least, int most) =>
        Require(number >= least && number <= most, field, RequestProblems.OutOfRange);
}
