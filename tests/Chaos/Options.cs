using System.Globalization;

namespace FiveSocieties.Tests.Chaos;

/// <summary>How long, how hard, and by which dice.</summary>
/// <param name="Whistles">Needs that are raised.</param>
/// <param name="Clients">Partners that raise them at the same time.</param>
/// <param name="Kills">How often something is killed or frozen.</param>
/// <param name="Seed">Of every choice that is not the machine's.</param>
/// <param name="Standalone">One process on SQLite, instead of all of them on RabbitMQ and PostgreSQL.</param>
/// <param name="BrokerAway">Once, the broker is away for so long.</param>
/// <param name="Report">Where the report goes, beside the standard output.</param>
public sealed record Options(
    int Whistles = 10_000,
    int Clients = 8,
    int Kills = 50,
    int Seed = 7,
    bool Standalone = false,
    TimeSpan BrokerAway = default,
    string? Report = null)
{
    /// <summary>Guards that are left out: a control, which must not come out clean.</summary>
    public IReadOnlyList<Guard> Without { get; init; } = [];

    /// <summary>So long the platform may take to come to rest; what is lost in a control never comes.</summary>
    public TimeSpan LongestDrain => TimeSpan.FromSeconds(Without.Count > 0 ? 30 : 120);

    /// <summary>Between two needs of one client at least; none when they come as fast as they can.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>How long a soak lasts.</summary>
    public int Minutes { get; init; } = 30;

    /// <summary>Needs a second in a soak.</summary>
    public int Rate { get; init; } = 3;

    /// <summary>More of them stand open at once only while the broker is away.</summary>
    public int MostOpen => 24 * Clients;

    /// <exception cref="FormatException">Something is not understood.</exception>
    public static Options Parse(string[] args)
    {
        var options = new Options(BrokerAway: TimeSpan.FromSeconds(90));
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--standalone")
            {
                options = options with { Standalone = true };
                continue;
            }

            var value = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
            options = args[i++] switch
            {
                "--whistles" => options with { Whistles = Number(value) },
                "--clients" => options with { Clients = Number(value) },
                "--kills" => options with { Kills = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--broker-away" => options with { BrokerAway = TimeSpan.FromSeconds(Number(value)) },
                "--minutes" => options with { Minutes = Number(value) },
                "--rate" => options with { Rate = Number(value) },
                "--without" => options with { Without = Guards(value) },
                "--report" => options with { Report = value },
                var other => throw new FormatException($"{other} is not understood."),
            };
        }

        return options.Without.Count > 0 && !options.Standalone
            ? throw new FormatException("--without is for --standalone.")
            : options;
    }

    /// <summary>As they are said: <c>inbox,business-key</c>.</summary>
    /// <exception cref="FormatException">There is no such guard.</exception>
    public static IReadOnlyList<Guard> Guards(string text) =>
    [
        .. text.Split(',').Select(name => Enum.TryParse<Guard>(name.Replace("-", ""), ignoreCase: true, out var guard)
            ? guard
            : throw new FormatException($"{name} is no guard.")),
    ];

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
