using System.Text;

namespace FiveSocieties.ServiceDefaults;

/// <summary>Collects all that is wrong with a request, field by field, so that the caller learns it at once.</summary>
public sealed class Checks
{
    private readonly List<FieldProblem> found = [];

    /// <summary>The answer when something is wrong; null when nothing is.</summary>
    public ProblemResult? Failed => found switch
    {
        [] => null,
        [var only] => only.Problem.At(only.Field),
        _ => new(RequestProblems.Invalid, found),
    };

    /// <summary>A condition that must hold.</summary>
    public Checks Require(bool holds, string field, Problem problem)
    {
        if (!holds)
            found.Add(new(field, problem));
        return this;
    }

    /// <summary>Text of at least one and at most <paramref name="max"/> characters, without control characters.</summary>
    public Checks Text(string field, string? text, int max, bool optional = false) =>
        (text is null && optional) ? this : Require(IsText(text, max), field, RequestProblems.TextLength);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public Checks Range(string field, long number, long least, long most) =>
        Require(number >= least && number <= most, field, RequestProblems.OutOfRange);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>; NaN is outside.</summary>
    public Checks Range(string field, double number, double least, double most) =>
        Require(number >= least && number <= most, field, RequestProblems.OutOfRange);

    /// <summary>A list of <paramref name="least"/> to <paramref name="most"/> entries.</summary>
    public Checks Count(string field, int count, int least, int most) =>
        Require(count >= least && count <= most, field, RequestProblems.TooMany);

    private static bool IsText(string? text, int max) =>
        !string.IsNullOrWhiteSpace(text)
        && text.Length <= max
        && text.EnumerateRunes().All(rune => rune.Value is '\n' or '\r' or '\t'
            || (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Control
                && rune != Rune.ReplacementChar));
}
