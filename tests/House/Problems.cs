using System.Reflection;
using System.Text.RegularExpressions;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Tests.House;

/// <summary>A problem's code is a promise to partners; its text is for people who read one of two languages.</summary>
public sealed class Problems
{
    private const BindingFlags OwnStatic =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly List<(string Where, Problem Problem)> All = [..
        from type in Assemblies.All.SelectMany(assembly => assembly.GetTypes())
        where !type.ContainsGenericParameters
        from field in type.GetFields(OwnStatic)
        where field.FieldType == typeof(Problem)
        select ($"{type.FullName}.{field.Name}", (Problem)field.GetValue(null)!)];

    [Fact]
    public void A_code_is_noun_and_what_is_wrong() => Law.Holds(
        "A code is noun.what-is-wrong in kebab case:",
        from one in All
        where !Regex.IsMatch(one.Problem.Code, @"^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$")
        select $"{one.Where}: {one.Problem.Code}");

    [Fact]
    public void A_code_says_one_thing() => Law.Holds(
        "The same code in two places:",
        from one in All
        group one by one.Problem.Code into same
        where same.Count() > 1
        select $"{same.Key}: {string.Join(", ", same.Select(one => one.Where))}");

    [Fact]
    public void A_problem_is_said_in_both_languages() => Law.Holds(
        "One sentence in English and the same in Chinese:",
        from one in All
        where one.Problem.English.Any(IsChinese) || !Regex.IsMatch(one.Problem.English, @"^[A-Z].+\.$")
            || !one.Problem.Chinese.Any(IsChinese) || !one.Problem.Chinese.EndsWith('。')
        select $"{one.Where}: {one.Problem.English} / {one.Problem.Chinese}");

    [Fact]
    public void A_problem_has_a_status_that_says_no() => Law.Holds(
        "A problem's status is 4xx or 5xx:",
        from one in All
        where one.Problem.Status is < 400 or > 599
        select $"{one.Where}: {one.Problem.Status}");

    private static bool IsChinese(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
