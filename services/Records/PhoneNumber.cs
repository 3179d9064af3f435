using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace FiveSocieties.Records;

/// <summary>A telephone number of the mainland: a mobile of 11 digits, or a landline with its area code.</summary>
public static partial class PhoneNumber
{
    public static bool IsValid(string? text) => TryParse(text, out _);

    /// <summary>
    /// Accepts full-width digits, spaces, dashes, brackets and the prefixes +86 and 0086; gives digits only, a landline
    /// with its leading 0.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? number)
    {
        number = WrittenNumber.Plain(text);
        if (CountryCode().Match(number) is { Success: true } prefix)
            number = WithTrunkZero(number[prefix.Length..]);
        if (Mobile().IsMatch(number) || Landline().IsMatch(number))
            return true;
        number = null;
        return false;
    }

    // Written internationally, a landline drops the 0 of its area code; a mobile has none to drop.
    private static string WithTrunkZero(string national) =>
        Mobile().IsMatch(national) || national.StartsWith('0') ? national : "0" + national;

    [GeneratedRegex(@"^(\+|00)86", RegexOptions.CultureInvariant)]
    private static partial Regex CountryCode();

    [GeneratedRegex(@"^1[3-9][0-9]{9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    // 010 and 02x have three digits and eight behind; the others four digits and seven or eight behind.
    [GeneratedRegex(@"^(0(10|2[0-9])[2-9][0-9]{7}|0[3-9][0-9]{2}[2-9][0-9]{6,7})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Landline();
}
