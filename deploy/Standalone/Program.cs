using FiveSocieties.Standalone;
using FiveSocieties.Storage;

if (!StandaloneOptions.TryParse(args, out var options, out var sentence))
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

return await StandaloneApp.Build(options).RunService(args);
