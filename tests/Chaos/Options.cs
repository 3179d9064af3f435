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
                "--report" => options with { Report = value },
                var other => throw new FormatException($"{other} is not understood."),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
