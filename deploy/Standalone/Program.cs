using FiveSocieties.ServiceDefaults;
using FiveSocieties.Standalone;

if (!StandaloneOptions.TryParse(args, out var options, out var sentence))
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

if (options.Elsewhere)
{
    await StandaloneApp.Visit(options).RunAsync();
    return 0;
}

return await Start.Run(args, _ => StandaloneApp.Build(options));
