using FiveSocieties.Tests.Benchmarks;

if (args is not ["story", ..])
{
    await Console.Error.WriteLineAsync("usage: story [--whistles 300] [--rate 5]");
    return 1;
}

await Story.Run(Option("--whistles", 300), Option("--rate", 5), Console.Out);
return 0;

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
