using FiveSocieties.Scenarios;

return await Command.Run(args);
