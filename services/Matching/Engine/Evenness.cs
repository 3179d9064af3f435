namespace FiveSocieties.Matching.Engine;

/// <summary>How evenly something is spread: Gini coefficients, 0 when all have the same, towards 1 when one has all. A
/// report, never a limit: the evenness that steers is in the cost.</summary>
/// <param name="Before">Without the round.</param>
/// <param name="After">With what the round gives.</param>
public readonly record struct Evenness(double Before, double After)
{
    /// <summary>Of the minutes of the last 28 days, over all people of these sub-districts who can be asked.</summary>
    /// <param name="districts">Where the round looked.</param>
    /// <param name="placements">What it gives.</param>
    /// <param name="taskMinutes">What a task is reckoned to take.</param>
    public static Evenness OfLoad(
        IEnumerable<District> districts, IEnumerable<Placement> placements, int taskMinutes)
    {
        var before = districts.SelectMany(district => district.Helpers)
            .Where(helper => helper.Hat.Kind == Kind.People && helper.Hat.CanBeAsked)
            .Select(helper => helper.Person).Distinct().ToDictionary(person => person, person => (long)person.Minutes);
        var given = placements.CountBy(placement => placement.Candidate.Helper.Person);
        return Of(before, given.Select(tasks => (tasks.Key, (long)tasks.Value * taskMinutes)));
    }

    /// <summary>Of the units served in the last 28 days, over the micro-grids where anybody was served or needs
    /// somebody.</summary>
    /// <param name="served">Units of each micro-grid before the round.</param>
    /// <param name="needs">The lines of the round.</param>
    /// <param name="placements">What it gives.</param>
    public static Evenness OfService(
        IReadOnlyDictionary<string, long> served, IEnumerable<Need> needs, IEnumerable<Placement> placements)
    {
        var before = needs.Select(need => need.MicroGrid).Where(grid => grid.Length > 0).Concat(served.Keys).Distinct()
            .ToDictionary(grid => grid, grid => served.GetValueOrDefault(grid));
        var given = placements.CountBy(placement => placement.Need.MicroGrid);
        return Of(before, given.Select(units => (units.Key, (long)units.Value)));
    }

    /// <summary>Half the mean difference of any two, as a share of the mean; 0 when there is nothing.</summary>
    public static double Gini(IReadOnlyCollection<long> amounts)
    {
        var sorted = amounts.Order().ToArray();
        var (sum, weighted) = (0.0, 0.0);
        for (var at = 0; at < sorted.Length; at++)
        {
            sum += sorted[at];
            weighted += (2.0 * (at + 1) - sorted.Length - 1) * sorted[at];
        }

        return sum > 0 ? weighted / (sorted.Length * sum) : 0;
    }

    private static Evenness Of<T>(Dictionary<T, long> amounts, IEnumerable<(T Of, long Amount)> given)
        where T : notnull
    {
        var before = Gini(amounts.Values);
        foreach (var (of, amount) in given)
            if (amounts.TryGetValue(of, out var had))
                amounts[of] = had + amount;
        return new(before, Gini(amounts.Values));
    }
}
