using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FiveSocieties.Records;

/// <summary>
/// The citizen identity number (GB 11643): six digits of area, eight of birth, three of sequence, one check character.
/// It stays a string on purpose: no type of ours carries it further than the call that checks it.
/// </summary>
public static class IdentityNumber
{
    private const string CheckCharacters = "10X98765432";
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static bool IsValid(string? text) => TryParse(text, out _);

    /// <summary>Accepts full-width characters, spaces, dashes and a small x; gives the 18 plain characters.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? number)
    {
        number = WrittenNumber.Plain(text);
        if (number.Length == 18 && number.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0
            && number[0] != '0' && IsDate(number.AsSpan(6, 8)) && number[17] == CheckOf(number))
            return true;
        number = null;
        return false;
    }

    private static bool IsDate(ReadOnlySpan<char> digits) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static char CheckOf(string number)
    {
        var sum = 0;
        for (var place = 0; place < Weights.Length; place++)
            sum += (number[place] - '0') * Weights[place];
        return CheckCharacters[sum % 11];
    }
}
