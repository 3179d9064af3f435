using System.Text.RegularExpressions;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Why a person decided so: a code, never free text, which could name somebody.</summary>
internal static partial class ReasonCode
{
    public static readonly Problem Bad = new(
        "invitation.reason", 422, "A reason is a code of 2 to 40 lower-case letters, digits and dashes.",
        "原因应为 2 至 40 个小写字母、数字或连字符组成的代码。");

    public static bool Is(string text) => Code().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,39}\z")]
    private static partial Regex Code();
}
