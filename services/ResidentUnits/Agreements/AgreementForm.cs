using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>How far a project is.</summary>
public enum ProjectStatus
{
    Planned,
    Running,
    Done,
    Dropped,
}

/// <summary>Something that the unit brings.</summary>
/// <param name="What">In words.</param>
/// <param name="ThingId">The thing that it offers, if it is one.</param>
public sealed record SharedResource(string What, Guid? ThingId = null);

/// <summary>Something that is done together.</summary>
/// <param name="What">In words.</param>
/// <param name="Status">Planned, Running, Done or Dropped.</param>
public sealed record SharedProject(string What, ProjectStatus Status = ProjectStatus.Planned);

/// <summary>What is to be reached in a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="What">In words.</param>
public sealed record YearlyTarget(int Year, string What);

/// <summary>How it went in a quarter.</summary>
/// <param name="Year">The year.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="What">In words.</param>
public sealed record QuarterlyFeedback(int Year, int Quarter, string What);

/// <summary>What is agreed. Public: nothing of a person belongs in it.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, not before the first.</param>
/// <param name="Needs">What the community needs, at most 50.</param>
/// <param name="Resources">What the unit brings, at most 50.</param>
/// <param name="Projects">What is done together, at most 50.</param>
/// <param name="Targets">What is to be reached in which year, at most 50.</param>
public sealed record AgreementForm(
    DateOnly From,
    DateOnly Until,
    IReadOnlyList<string> Needs,
    IReadOnlyList<SharedResource> Resources,
    IReadOnlyList<SharedProject> Projects,
    IReadOnlyList<YearlyTarget>? Targets = null)
{
    private const int Most = 50, LongestText = 200, FirstYear = 2000, LastYear = 2100;

    /// <summary>Adds what is wrong with it.</summary>
    public void Check(Checks checks, string path = "agreement")
    {
        checks.Range($"{path}.until", Until.DayNumber, From.DayNumber, DateOnly.MaxValue.DayNumber)
            .Count($"{path}.needs", Needs.Count, 0, Most)
            .Count($"{path}.resources", Resources.Count, 0, Most)
            .Count($"{path}.projects", Projects.Count, 0, Most)
            .Count($"{path}.targets", Targets?.Count ?? 0, 0, Most);
        Texts(checks, $"{path}.needs", Needs, what => what, "");
        Texts(checks, $"{path}.resources", Resources, one => one?.What, ".what");
        Texts(checks, $"{path}.projects", Projects, one => one?.What, ".what");
        Texts(checks, $"{path}.targets", Targets ?? [], one => one?.What, ".what");
        foreach (var (index, target) in (Targets ?? []).Take(Most).Index())
            checks.Range($"{path}.targets[{index}].year", target?.Year ?? 0, FirstYear, LastYear);
    }

    /// <summary>Adds what is wrong with feedback.</summary>
    public static void Check(Checks checks, QuarterlyFeedback feedback) => checks
        .Range("year", feedback.Year, FirstYear, LastYear)
        .Range("quarter", feedback.Quarter, 1, 4)
        .Text("what", feedback.What, 1000);

    private static void Texts<T>(
        Checks checks, string path, IReadOnlyList<T> items, Func<T, string?> text, string field)
    {
        foreach (var (index, item) in items.Take(Most).Index())
            checks.Text($"{path}[{index}]{field}", text(item), LongestText);
    }
}

/// <summary>An agreement, as everybody may read it.</summary>
/// <param name="Id">The agreement.</param>
/// <param name="UnitId">The unit.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="State">Draft, Signed or Ended.</param>
/// <param name="Agreement">What is agreed.</param>
/// <param name="Feedback">How it went, quarter by quarter.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="EndedAt">When it was ended.</param>
public sealed record AgreementView(
    Guid Id, Guid UnitId, string Community, AgreementState State, AgreementForm Agreement,
    IReadOnlyList<QuarterlyFeedback> Feedback, DateTimeOffset? SignedAt, DateTimeOffset? EndedAt)
{
    internal static AgreementView Of(Agreement x) => new(
        x.Id, x.UnitId, x.Community, x.State,
        new(x.From, x.Until, x.Needs, x.Resources, x.Projects, x.Targets), x.Feedback, x.SignedAt, x.EndedAt);
}
