using FiveSocieties.Tests.Chaos;

return await Command.Run(args);
