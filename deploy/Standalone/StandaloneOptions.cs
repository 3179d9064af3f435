using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FiveSocieties.Standalone;

/// <summary>What may be said on the command line.</summary>
/// <param name="Data">Folder of the databases and keys; made when absent.</param>
/// <param name="Url">Where to listen.</param>
/// <param name="Empty">No demonstration community.</param>
/// <param name="Simulate">The invented people answer by themselves.</param>
/// <param name="Elsewhere">The platform runs already, at <paramref name="Url"/>: only greet, load and simulate.</param>
/// <param name="Speed">How much faster than the machine's its clock runs, for a trial; the folder keeps it.</param>
public sealed record StandaloneOptions(
    string Data, Uri Url, bool Empty = false, bool Simulate = true, bool Elsewhere = false, double? Speed = null)
{
    /// <summary>Where the process itself finds what it listens on.</summary>
    public Uri OwnUrl => new UriBuilder(Url) { Host = IsAnyHost ? "127.0.0.1" : Url.Host }.Uri;

    private bool IsAnyHost => Url.Host is "0.0.0.0" or "[::]" or "*" or "+";

    /// <summary>Reads <c>--data DIR --urls URL --at URL --speed N --empty Simulate=false</c>; one sentence when it cannot.</summary>
    public static bool TryParse(
        string[] args, [NotNullWhen(true)] out StandaloneOptions? options, [NotNullWhen(false)] out string? sentence)
    {
        options = null;
        var read = new StandaloneOptions("data", new("http://127.0.0.1:8080"));
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right]
                ? (left, right)
                : (args[i], i + 1 < args.Length ? args[i + 1] : null);
            var tookNext = !args[i].Contains('=');
            switch (name.TrimStart('-').ToLowerInvariant())
            {
                case "empty":
                    (read, tookNext) = (read with { Empty = true, Simulate = false }, false);
                    break;
                case "data" when value is not null:
                    read = read with { Data = value };
                    break;
                case "urls" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == "http":
                    read = read with { Url = url };
                    break;
                case "at" when Uri.TryCreate(value, UriKind.Absolute, out var there) && there.Scheme == "http":
                    read = read with { Url = there, Elsewhere = true };
                    break;
                case "speed" when double.TryParse(value, CultureInfo.InvariantCulture, out var speed) && speed >= 1:
                    read = read with { Speed = speed };
                    break;
                case "simulate" when bool.TryParse(value, out var simulate):
                    read = read with { Simulate = simulate };
                    break;
                default:
                    sentence = $"'{args[i]}' is not understood; known are --data DIR, --urls http://HOST:PORT, "
                        + "--at http://HOST:PORT, --speed N, --empty and Simulate=true|false.";
                    return false;
            }

            if (tookNext)
                i++;
        }

        (options, sentence) = (read, null);
        return Writable(read.Data, out sentence);
    }

    private static bool Writable(string folder, [NotNullWhen(false)] out string? sentence)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
            sentence = null;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            sentence = $"The data folder '{folder}' cannot be written: {failure.Message}";
            return false;
        }
    }
}
