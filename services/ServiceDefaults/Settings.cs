using Microsoft.Extensions.Configuration;

namespace FiveSocieties.ServiceDefaults;

/// <summary>Settings without which a process must not start, read with one sentence for whoever forgot them.</summary>
public static class Settings
{
    /// <summary>The value of <paramref name="key"/>.</summary>
    /// <exception cref="ServiceStartException">It is not set.</exception>
    public static string Required(this IConfiguration configuration, string key, string remedy) =>
        configuration[key] is { Length: > 0 } value
            ? value
            : throw new ServiceStartException($"{key} is not set: {remedy}.");

    /// <summary>An absolute address with one of these schemes.</summary>
    /// <exception cref="ServiceStartException">It is not set, or is none.</exception>
    public static Uri Address(this IConfiguration configuration, string key, string remedy, params string[] schemes) =>
        ToAddress(key, configuration.Required(key, remedy), schemes);

    /// <summary>One of these words, whatever their case; the first when nothing is said.</summary>
    /// <exception cref="ServiceStartException">It is another word: a slip must not choose for the operator.</exception>
    public static string OneOf(this IConfiguration configuration, string key, params string[] words)
    {
        var value = configuration[key] is { Length: > 0 } said ? said : words[0];
        return words.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new ServiceStartException($"{key} is '{value}': it must be {string.Join(" or ", words)}.");
    }

    internal static Uri ToAddress(string key, string text, string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme)
            ? address
            : throw new ServiceStartException(
                $"{key} is not an address that begins with {string.Join(" or ", schemes.Select(x => $"{x}://"))}.");
}
