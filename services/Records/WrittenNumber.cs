using System.Text;

namespace FiveSocieties.Records;

/// <summary>
/// Brings a number, as people write and paste it, to plain ASCII: what is left may still be no number.
/// </summary>
internal static class WrittenNumber
{
    private const int FullWidthOffset = '０' - '0';

    public static string Plain(string? text)
    {
        var plain = new StringBuilder(text?.Length ?? 0);
        foreach (var written in text ?? "")
        {
            var sign = written is >= '！' and <= '～' ? (char)(written - FullWidthOffset) : written;
            if (!IsFiller(sign))
                plain.Append(char.ToUpperInvariant(sign));
        }
        return plain.ToString();
    }

    // U+2010 to U+2015 are the dashes, U+2212 is the minus sign; spaces include the ideographic one.
    private static bool IsFiller(char sign) =>
        char.IsWhiteSpace(sign) || sign is '-' or '(' or ')' or (>= '\u2010' and <= '\u2015') or '\u2212';
}
