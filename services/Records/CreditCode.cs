using System.Diagnostics.CodeAnalysis;

namespace FiveSocieties.Records;

/// <summary>The unified social credit code of organisations (GB 32100): 17 characters and a check character.</summary>
public static class CreditCode
{
    private const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public static bool IsValid(string? text) => TryParse(text, out _);

    /// <summary>
    /// Accepts full-width characters, spaces, dashes and small letters; gives the 18 plain characters.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? code)
    {
        code = WrittenNumber.Plain(text);
        if (code.Length == 18 && code.All(Characters.Contains) && code[17] == CheckOf(code))
            return true;
        code = null;
        return false;
    }

    private static char CheckOf(string code)
    {
        var (sum, weight) = (0, 1);
        for (var place = 0; place < 17; place++)
        {
            sum += Characters.IndexOf(code[place]) * weight;
            weight = weight * 3 % 31;
        }
        return Characters[(31 - sum % 31) % 31];
    }
}
