using FiveSocieties.Scenarios.Accounts;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios.Scarce;

/// <summary>What came of a scarce day in one community.</summary>
/// <param name="Way">How helpers were found.</param>
/// <param name="Needs">How many needs there were.</param>
/// <param name="Served">How many were served.</param>
/// <param name="Walking">Minutes on foot to one need, on average.</param>
/// <param name="Loads">How many helpers served once, twice, … .</param>
/// <param name="Gini">How unevenly the minutes are spread over all helpers: 0 when all served alike.</param>
public sealed record Outcome(string Way, int Needs, int Served, double Walking, IReadOnlyList<int> Loads, double Gini)
{
    public override string ToString() =>
        $"{Way,-14} {Served,3} of {Needs} needs served, {Walking:0.0} minutes on foot to each, Gini of minutes {Gini:0.00}; "
        + string.Join(", ", Loads.Select((count, index) => $"{count} helpers served {index + 1} times"));

    public static Outcome Of(string way, Run run, Ledger ledger, IReadOnlyList<Candidate> candidates)
    {
        var numbers = run.Courses.ToDictionary(x => x.Value.Id, x => x.Key);
        var places = candidates.ToDictionary(x => x.Id, x => x.Place);
        var loads = ledger.Services.CountBy(x => x.Helper).Select(x => x.Value).ToList();
        return new(
            way, run.Courses.Count, ledger.Services.Select(x => x.Whistle).Distinct().Count(),
            ledger.Services.Select(x => places[x.Helper].MinutesTo(Place.Of(run.ScriptOf(numbers[x.Whistle]).Raise["place"]!)))
                .DefaultIfEmpty().Average(),
            [.. Enumerable.Range(1, loads.DefaultIfEmpty().Max()).Select(times => loads.Count(load => load == times))],
            Spread([.. candidates.Select(x => ledger.Services.Where(service => service.Helper == x.Id).Sum(x => x.Minutes))]));
    }

    /// <summary>The Gini coefficient, by its definition: the mean difference of any two over twice the mean.</summary>
    private static double Spread(IReadOnlyList<int> minutes) => minutes.Sum() == 0 ? 0
        : minutes.SelectMany(_ => minutes, (one, other) => Math.Abs(one - other)).Average() / (2 * minutes.Average());
}
