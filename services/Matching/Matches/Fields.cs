using System.Text.RegularExpressions;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Matching.Matches;

/// <summary>The contract names its fields <c>least_level</c>, JSON names them <c>leastLevel</c>.</summary>
internal static partial class Fields
{
    /// <summary>What is wrong is said of the field as JSON names it.</summary>
    public static T Said<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (BrokenRule broken) when (broken.Field is { } field)
        {
            throw new BrokenRule(broken.Problem, Underscore().Replace(field, letter => letter.Groups[1].Value.ToUpperInvariant()));
        }
    }

    [GeneratedRegex("_([a-z])")]
    private static partial Regex Underscore();
}
