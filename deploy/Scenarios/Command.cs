using System.Diagnostics;
using System.Text.Json;
using FiveSocieties.Scenarios.Accounts;
using FiveSocieties.Scenarios.Day;
using FiveSocieties.Scenarios.Scarce;

namespace FiveSocieties.Scenarios;

/// <summary>The command line.</summary>
public static class Command
{
    private const string Usage =
        """
        dotnet run --project deploy/Scenarios -- COMMAND [options]
          day       plays a day and tells at its end what came of it; exit code 1 when anything is not as predicted
          check     repeats the account of a day that was played, or is: every open whistle waits for one named thing
          scarce    plays a day with fewer helpers than needs in two communities alike, by rounds and nearest first
          load      brings the community onto the platform, and no more
          generate  writes an invented community to the standard output
        options
          --community j | FILE    the community; with a day beside it, called FILE without .json and with .day.json
          --url URL               the gateway; http://127.0.0.1:8080
          --seed N                of who is how quick, and of a community that is generated; 1
          --run FILE              where the run is written down; data/scenarios/<code>.json
          --report FILE           the report for programs
          --loaded                day: the community is there already
          --resume                day: goes on with the run that is written down
          --client ID --secret S  a client that may do everything in the community; that of a trial
        """;

    /// <summary>Does what is said; the exit code.</summary>
    public static async Task<int> Run(string[] args)
    {
        if (!Options.TryParse(args, out var options, out var sentence))
        {
            await Console.Error.WriteLineAsync($"{sentence}\n{Usage}");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return options.Command switch
            {
                "generate" => Generate(options),
                "load" => await Load(options, stop.Token),
                "check" => await Check(options, stop.Token),
                "scarce" => await Scarce(options, stop.Token),
                _ => await Day(options, stop.Token),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException or IOException
            or JsonException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static int Generate(Options options)
    {
        Console.Write(new CommunityMaker(CommunitySize.J, options.Seed).Make());
        return 0;
    }

    private static async Task<int> Load(Options options, CancellationToken cancel)
    {
        var trial = options.Trial();
        await options.Community().Load(_ => trial, cancel);
        return 0;
    }

    private static async Task<int> Day(Options options, CancellationToken cancel)
    {
        var (trial, community, began) = (options.Trial(), options.Community(), Stopwatch.StartNew());
        var run = options.Resume ? Scenarios.Day.Run.Read(options.RunFile)
            : Scenarios.Day.Run.Begin(options.RunFile, community.Code, options.Day(), options.Seed);
        await RequireTrial(trial, cancel);
        var systems = await Systems.Of(options.Gateway, trial, run, cancel);
        if (!options.Loaded)
            await community.Load(systems.LoaderOf, cancel);
        Console.WriteLine(
            $"{community.Name}: {community.Helpers} people can be asked ({began.Elapsed.TotalSeconds:0.0} s)");
        if (!options.Resume)
        {
            await Rehearsal.Play(trial, community.Code, run.Day, cancel);
            await Daybreak.Await([run], trial.Time, Console.Out, cancel);
        }

        var day = Stopwatch.StartNew();
        var reached = await new Player(
            run, systems, Console.Out, new HelpersDesk(run, systems), new LinkersDesk(run, systems)).Play(cancel);
        day.Stop();
        var ledger = await Settled(run, systems[Systems.District], cancel);
        var report = new Report(run, reached, ledger, trial.Time.Speed);
        report.Write(Console.Out, day.Elapsed, began.Elapsed);
        if (options.Report is { } file)
            await File.WriteAllTextAsync(file, $"{report.ToJson(day.Elapsed)}", cancel);
        return report.Wrong.Count == 0 ? 0 : 1;
    }

    private static async Task<int> Scarce(Options options, CancellationToken cancel)
    {
        var trial = options.Trial();
        await RequireTrial(trial, cancel);
        var folder = Path.GetDirectoryName(options.RunFile)!;
        return await new TwoWays(options.Gateway, trial, options.Seed, folder, Console.Out).Play(cancel) ? 0 : 1;
    }

    private static async Task RequireTrial(Partner trial, CancellationToken cancel)
    {
        await trial.Get("/api/v1/organisations", cancel);
        if (!trial.Time.IsFast)
            throw new InvalidOperationException(
                "The platform's clock is the machine's: start it with --speed 360, or the day takes a day.");
    }

    private static async Task<int> Check(Options options, CancellationToken cancel)
    {
        var run = Scenarios.Day.Run.Read(options.RunFile);
        var district = (await Systems.Of(options.Gateway, options.Trial(), run, cancel))[Systems.District];
        // What is on its way between two services is there a moment later, and while one looks others act: what is wrong
        // is what each look says again.
        IEnumerable<string>? always = null;
        for (var trying = Stopwatch.StartNew(); ;)
        {
            var ledger = await Ledger.Read(run, district, cancel);
            var (found, open) = await new Waits(run, district).Look(ledger, cancel);
            found.AddRange(ledger.Differences);
            List<string> wrong = [.. always?.Intersect(found) ?? found];
            if (wrong.Count > 0 && trying.Elapsed < options.Settle)
            {
                always = wrong;
                await Task.Delay(500, cancel);
                continue;
            }

            open.ForEach(Console.WriteLine);
            wrong.ForEach(Console.WriteLine);
            Console.WriteLine($"{ledger.Whistles.Count} whistles, {open.Count} open; {ledger.Services.Count} services, "
                + $"{ledger.Credited.Sum(x => x.Sum())} points; {(wrong.Count == 0 ? "clean" : $"{wrong.Count} wrong")}");
            return wrong.Count == 0 ? 0 : 1;
        }
    }

    /// <summary>The last events of a day are told and credited within a moment.</summary>
    private static async Task<Ledger> Settled(Run run, Partner district, CancellationToken cancel)
    {
        for (var trying = Stopwatch.StartNew(); ;)
        {
            var ledger = await Ledger.Read(run, district, cancel);
            if (!ledger.Differences.Any() || trying.Elapsed > TimeSpan.FromSeconds(10))
                return ledger;
            await Task.Delay(300, cancel);
        }
    }
}
