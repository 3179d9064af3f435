using FiveSocieties.Tests.Benchmarks;
using FiveSocieties.Tests.Benchmarks.Matching;
using FiveSocieties.Tests.Benchmarks.Messages;

switch (args)
{
    case ["story", ..]:
        await Story.Run(Option("--whistles", 300), Option("--rate", 5), Console.Out);
        return 0;
    case ["insights", ..]:
        await InsightsAnswers.Run(Option("--whistles", 100_000), Option("--times", 200), !args.Contains("--sqlite-only"),
            args.Contains("--plans"), Console.Out);
        return 0;
    case ["messaging", "idle", ..]:
        await IdlePlatform.Run(Option("--seconds", 30), Console.Out);
        return 0;
    case ["messaging", "relay", ..]:
        await MessageFlow.Relay(Option("--messages", 20_000), Console.Out);
        return 0;
    case ["messaging", ..]:
        await MessageFlow.Run(Option("--messages", 3000), Option("--latency", 500), Console.Out);
        return 0;
    case ["matching", "calls", ..]:
        await MatchCalls.Run(Option("--resources", 1_000_000), Option("--seed", 1), Option("--calls", 3000), Console.Out);
        return 0;
    case ["matching", ..]:
        MatchingRounds.Run(Text("--world", "plentiful"), Option("--needs", 10_000), Option("--resources", 0), Option("--seed", 1),
            !args.Contains("--no-reference"), Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "usage: story [--whistles 300] [--rate 5] | insights [--whistles 100000] [--times 200] [--sqlite-only] [--plans]"
            + " | messaging [--messages 3000] [--latency 500] | messaging relay [--messages 20000] | messaging idle [--seconds 30]"
            + " | matching calls [--resources 1000000] [--calls 3000] [--seed 1] | matching [--world plentiful|scarce] [--needs 10000] [--resources N] [--seed 1] [--no-reference]");
        return 1;
}

string Text(string name, string otherwise) => Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;

int Option(string name, int otherwise) => Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
