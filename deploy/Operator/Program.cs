using FiveSocieties.Operator;

return await Desk.Run(args, Console.Out, Console.Error);
