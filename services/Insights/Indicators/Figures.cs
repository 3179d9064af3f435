using FiveSocieties.Insights.Courses;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// What is counted of some whistles. Two of them add up to that of all their whistles, exactly: durations are kept one
/// by one, since no median can be had of medians.
/// </summary>
internal sealed class Figures
{
    public int Whistles { get; set; }

    public Dictionary<string, int> ByClass { get; set; } = [];

    public Dictionary<string, int> ByUrgency { get; set; } = [];

    public Dictionary<string, int> ByEnd { get; set; } = [];

    public int Reopened { get; set; }

    public int Reopenings { get; set; }

    public int Escalated { get; set; }

    public int Deferred { get; set; }

    /// <summary>Whistles whose first linkage formed in time.</summary>
    public int Prompt { get; set; }

    /// <summary>Whistles whose first linkage did not.</summary>
    public int Late { get; set; }

    public int Linkages { get; set; }

    public long Societies { get; set; }

    public int Accepted { get; set; }

    public int FromFurther { get; set; }

    public long Minutes { get; set; }

    public long Points { get; set; }

    /// <summary>Milliseconds to the first linkage formed, of each whistle that has one.</summary>
    public List<long> ToLink { get; set; } = [];

    /// <summary>Milliseconds to the first linkage served.</summary>
    public List<long> ToServe { get; set; } = [];

    /// <summary>Whistles that missed something.</summary>
    public int Short { get; set; }

    /// <summary>What they missed and where, before small groups are hidden; the same may stand here twice.</summary>
    public List<UnmetNeed> Unmet { get; set; } = [];

    /// <summary>One more whistle, as it stands now.</summary>
    public void Add(Course course, DateTimeOffset now)
    {
        Whistles++;
        Count(ByClass, course.Class ?? "", 1);
        Count(ByUrgency, $"{course.Urgency}", 1);
        Count(ByEnd, course.End, 1);
        Reopened += course.Reopenings > 0 ? 1 : 0;
        Reopenings += course.Reopenings;
        Escalated += course.Escalated ? 1 : 0;
        Deferred += course.Deferred ? 1 : 0;
        Prompt += course.Prompt is true ? 1 : 0;
        Late += course.Prompt is false || (course.Prompt is null && course.RespondBy < now) ? 1 : 0;
        Linkages += course.Linkages;
        Societies += course.Societies;
        Accepted += course.Accepted;
        FromFurther += course.FromFurther;
        Minutes += course.Minutes;
        Points += course.Points;
        if (course.ToLink is { } toLink)
            ToLink.Add(toLink);
        if (course.ToServe is { } toServe)
            ToServe.Add(toServe);
        Short += course.Missing is null ? 0 : 1;
        Unmet.AddRange((course.Missing ?? []).Select(x => new UnmetNeed(course.MicroGridId, x.Skill, 1, x.Helpers)));
    }

    /// <summary>The whistles of the other as well.</summary>
    public void Add(Figures other)
    {
        Whistles += other.Whistles;
        Count(ByClass, other.ByClass);
        Count(ByUrgency, other.ByUrgency);
        Count(ByEnd, other.ByEnd);
        Reopened += other.Reopened;
        Reopenings += other.Reopenings;
        Escalated += other.Escalated;
        Deferred += other.Deferred;
        Prompt += other.Prompt;
        Late += other.Late;
        Linkages += other.Linkages;
        Societies += other.Societies;
        Accepted += other.Accepted;
        FromFurther += other.FromFurther;
        Minutes += other.Minutes;
        Points += other.Points;
        ToLink.AddRange(other.ToLink);
        ToServe.AddRange(other.ToServe);
        Short += other.Short;
        Unmet.AddRange(other.Unmet);
    }

    /// <summary>Part of a whole, 0 to 1; null when there is nothing to divide.</summary>
    public static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);

    private static void Count(Dictionary<string, int> counts, Dictionary<string, int> more)
    {
        foreach (var (key, count) in more)
            Count(counts, key, count);
    }

    private static void Count(Dictionary<string, int> counts, string key, int more) =>
        counts[key] = counts.GetValueOrDefault(key) + more;
}
