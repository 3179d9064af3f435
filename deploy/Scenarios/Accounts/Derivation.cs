using System.Text.Json;
using FiveSocieties.Events;

namespace FiveSocieties.Scenarios.Accounts;

/// <summary>A service that somebody finished, as its owner tells it.</summary>
/// <param name="Engagement">The engagement.</param>
/// <param name="Whistle">For which whistle.</param>
/// <param name="Society">Of which society the helper is.</param>
/// <param name="Helper">Who.</param>
/// <param name="Minutes">How long.</param>
/// <param name="Round">In which round of the whistle.</param>
public sealed record Service(Guid Engagement, Guid Whistle, Society Society, Guid Helper, int Minutes, int Round);

/// <summary>
/// The rules of credit, computed a second time, from nothing but what owners say: who served how long, and how the round
/// was closed. It shares no code with the points bank, so that a mistake in either shows.
/// </summary>
public static class Derivation
{
    private const int MinutesForAPoint = 6;

    /// <summary>
    /// What one service is worth: a point for each six full minutes, for volunteers and people of units; half of them,
    /// rounded down, when nobody answered; nothing when it ended otherwise, or has not.
    /// </summary>
    public static long Points(Society society, int minutes, ClosingCode? code)
    {
        if (society is not (Society.Volunteers or Society.ResidentUnits))
            return 0;
        var points = minutes / MinutesForAPoint;
        return code switch
        {
            ClosingCode.Solved or ClosingCode.Partly => points,
            ClosingCode.Silence => points / 2,
            _ => 0,
        };
    }

    /// <summary>How each round of a whistle was closed, told from its steps; the first code of a round stands.</summary>
    /// <param name="steps">The steps of its view.</param>
    public static IReadOnlyDictionary<int, ClosingCode> Codes(IEnumerable<JsonElement> steps)
    {
        Dictionary<int, ClosingCode> codes = [];
        var (round, before) = (0, "");
        foreach (var step in steps)
        {
            var state = step.GetProperty("state").GetString()!;
            if (state == "Blown" && before != state)
                round++;
            if (state is "Closed" or "Withdrawn")
                codes.TryAdd(round, state == "Withdrawn" ? ClosingCode.NoLongerNeeded : CodeOf(step));
            before = state;
        }

        return codes;
    }

    /// <summary>Where credited and derived differ, in words; nothing when they are the same.</summary>
    /// <param name="services">Every service that was finished.</param>
    /// <param name="codes">How each round of each whistle was closed.</param>
    /// <param name="credited">Points by engagement, as the ledger has them.</param>
    public static IEnumerable<string> Differences(
        IReadOnlyCollection<Service> services,
        Func<Guid, IReadOnlyDictionary<int, ClosingCode>> codes,
        ILookup<Guid, long> credited)
    {
        foreach (var service in services)
        {
            var worth = Worth(service, codes);
            var booked = credited[service.Engagement].ToList();
            if (booked.Count > 1)
                yield return $"engagement {service.Engagement} was credited {booked.Count} times";
            else if (booked.Sum() != worth)
                yield return $"engagement {service.Engagement}: {worth} points derived, {booked.Sum()} credited";
        }

        var known = services.Select(service => service.Engagement).ToHashSet();
        foreach (var stray in credited.Where(credit => !known.Contains(credit.Key)))
            yield return $"{stray.Sum()} points were credited for {stray.Key}, which nobody served";
    }

    /// <summary>What a service is worth by the code of its round.</summary>
    public static long Worth(Service service, Func<Guid, IReadOnlyDictionary<int, ClosingCode>> codes) => Points(
        service.Society, service.Minutes,
        codes(service.Whistle).TryGetValue(service.Round, out var code) ? code : null);

    private static ClosingCode CodeOf(JsonElement closed)
    {
        var why = closed.TryGetProperty("why", out var word) ? word.GetString() : null;
        return why switch
        {
            "Solved" => ClosingCode.Solved,
            "Partly" => ClosingCode.Partly,
            null when closed.GetProperty("by").GetString() == "clock" => ClosingCode.Silence,
            _ => ClosingCode.CouldNotBeSolved,
        };
    }
}
