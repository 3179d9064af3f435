using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios;

/// <summary>What may be said on the command line.</summary>
internal sealed record Options(string Command)
{
    private static readonly string[] Commands = ["day", "check", "scarce", "load", "generate"];

    public string Named { get; init; } = "j";

    public Uri Url { get; init; } = new("http://127.0.0.1:8080");

    public int Seed { get; init; } = 1;

    public string? Run { get; init; }

    public string? Report { get; init; }

    public bool Resume { get; init; }

    /// <summary>The community is there already.</summary>
    public bool Loaded { get; init; }

    public string Client { get; init; } = Trials.Client;

    public string Secret { get; init; } = Trials.Secret;

    /// <summary>How long what is on its way may be on its way.</summary>
    public TimeSpan Settle { get; } = TimeSpan.FromSeconds(15);

    public HttpClient Gateway => field ??= new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        BaseAddress = Url,
        Timeout = TimeSpan.FromSeconds(15),
    };

    public string RunFile => Run ?? Path.Combine("data", "scenarios", $"{Community().Code}.json");

    public static bool TryParse(
        string[] args, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? sentence)
    {
        (options, sentence) = (null, null);
        if (args is not [var command, ..] || !Commands.Contains(command))
        {
            sentence = $"The first word is one of {string.Join(", ", Commands)}.";
            return false;
        }

        var read = new Options(command);
        for (var i = 1; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--resume":
                    (read, i) = (read with { Resume = true, Loaded = true }, i - 1);
                    break;
                case "--loaded":
                    (read, i) = (read with { Loaded = true }, i - 1);
                    break;
                case "--community" when value.Length > 0:
                    read = read with { Named = value };
                    break;
                case "--url" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https":
                    read = read with { Url = url };
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    read = read with { Seed = seed };
                    break;
                case "--run" when value.Length > 0:
                    read = read with { Run = value };
                    break;
                case "--report" when value.Length > 0:
                    read = read with { Report = value };
                    break;
                case "--client" when value.Length > 0:
                    read = read with { Client = value };
                    break;
                case "--secret" when value.Length > 0:
                    read = read with { Secret = value };
                    break;
                default:
                    sentence = $"'{args[i]}' is not understood.";
                    return false;
            }

            i++;
        }

        options = read;
        return true;
    }

    /// <summary>The client that may do everything in the community.</summary>
    public Partner Trial() => new(Gateway, Client, Secret, new PlatformTime());

    public CommunityFile Community()
    {
        using var file = File.OpenRead(Find(".json"));
        return CommunityFile.Read(file);
    }

    public DayFile Day()
    {
        using var file = File.OpenRead(Find(".day.json"));
        return DayFile.Read(file);
    }

    /// <summary>By its name beside the program, or wherever a path leads.</summary>
    private string Find(string kind) => Named.EndsWith(".json", StringComparison.Ordinal)
        ? Named[..^".json".Length] + kind
        : Path.Combine(AppContext.BaseDirectory, "communities", Named + kind);
}
