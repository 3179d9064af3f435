namespace FiveSocieties.Tests.Chaos;

/// <summary>The command: everything dies, nothing is lost.</summary>
public static class Command
{
    private const string Usage =
        """
        dotnet run -c Release --project tests/Chaos -- [soak] [options]
          --whistles N        needs that are raised; 10000
          --clients N         partners that raise them at the same time; 8
          --kills N           how often something is killed or frozen; 50
          --seed N            of every choice that is not the machine's; 7
          --broker-away N     seconds for which the broker is away once; 90
          --minutes N         soak: how long; 30
          --rate N            soak: needs a second; 3
          --standalone        one process on SQLite, instead of all of them on RabbitMQ and PostgreSQL
          --without GUARDS    a control that must fail: outbox, inbox, business-key; with --standalone
          --report FILE       where the report goes, beside the standard output
        """;

    public static async Task<int> Run(string[] args)
    {
        Options options;
        bool soaks;
        try
        {
            if (args is [OneProcess.HostCommand, var guards, .. var rest])
                return await Weakened.Host(Options.Guards(guards), rest);
            soaks = args is ["soak", ..];
            options = Options.Parse(args[(soaks ? 1 : 0)..]);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n{Usage}");
            return 2;
        }

        if (soaks)
            Soak.ForgetSoon();
        await using IForm form = options.Standalone ? new OneProcess(options.Without) : await Apart.Start();
        if (soaks)
            return await Soak.Run(options, form, Console.Out) ? 0 : 1;
        var report = await Chaos.Run.Of(options, form, Console.Out, default);
        Console.WriteLine(report);
        if (!report.IsClean)
            Console.WriteLine($"What each process said is kept in {form.KeepLogs()}");
        if (options.Report is { } file)
            await File.WriteAllTextAsync(file, $"{report}");
        return report.IsClean ? 0 : 1;
    }
}
