using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FiveSocieties.Operator;

/// <summary>What the operator asks for.</summary>
/// <param name="Command">The first word.</param>
/// <param name="Id">The id of a message, null when none is given.</param>
/// <param name="Settings">Options and environment; the same keys as the services read.</param>
internal sealed record Order(string Command, string? Id, IConfiguration Settings)
{
    private static readonly string[] Flags = ["--all"];

    public bool All => Settings["all"] == "true";

    /// <summary>Whether a service is meant; all are when none is named.</summary>
    public bool Means(string service) =>
        Settings["service"] is not { } only || only.Equals(service, StringComparison.OrdinalIgnoreCase);

    public string Who => Settings["who"] ?? Environment.UserName;

    /// <summary>The reason.</summary>
    /// <exception cref="OrderException">None is given.</exception>
    public string Why => Settings["why"] is { Length: > 0 and <= 200 } why
        ? why
        : throw new OrderException("Say why: --why \"…\", at most 200 characters.");

    public int Limit => int.TryParse(Settings["limit"] ?? "50", CultureInfo.InvariantCulture, out var limit) && limit > 0
        ? limit
        : throw new OrderException("--limit takes a number above 0.");

    /// <summary>Seconds that a backup waits for what is told to be heard.</summary>
    public int Patience => int.TryParse(Settings["patience"] ?? "60", CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 0 ? seconds : throw new OrderException("--patience takes a number of seconds.");

    /// <summary>Reads <c>COMMAND [ID] --option value --option=value --flag</c>.</summary>
    /// <exception cref="OrderException">It makes no sense.</exception>
    public static Order Read(string[] args)
    {
        var (words, options) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                words.Add(args[i]);
            else if (Flags.Contains(args[i]))
                options.Add(args[i] + "=true");
            else if (args[i].Contains('='))
                options.Add(args[i]);
            else if (i + 1 < args.Length)
                options.Add($"{args[i]}={args[++i]}");
            else
                throw new OrderException($"{args[i]} needs a value; see --help.");
        }

        if (words.Count is 0 or > 2)
            throw new OrderException("One command and at most one id; see --help.");
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. options]).Build();
        var order = new Order(words[0], words.ElementAtOrDefault(1), settings);
        _ = (order.Limit, order.Patience);
        return order;
    }
}
