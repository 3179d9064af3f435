using System.Diagnostics;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Tests.Chaos;

/// <summary>Generate, kill, drain, account.</summary>
public static class Run
{
    /// <summary>Does all of it, against a form that is up.</summary>
    public static async Task<Report> Of(Options options, IForm form, TextWriter progress, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = form.Address,
            Timeout = TimeSpan.FromSeconds(15),
        };
        var partner = new Partner(http, "demo", "demo-only", new PlatformTime()) { Patience = TimeSpan.FromMinutes(5) };
        await Town.Load(partner, cancel);
        var (diary, plot, whole) = (new Diary(), new Plot(options.Seed), Stopwatch.StartNew());
        var residents = new Residents(options, partner, diary, Town.Size.Code);
        var storm = new Storm(options, form, residents, diary, progress);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] beside =
        [
            residents.Answer(over.Token),
            new AskedPeople(options, partner, diary).Help(over.Token),
            new Shoppers(options, partner, diary, Town.Size.Code).Shop(over.Token),
        ];
        var raging = Task.WhenAll(storm.Rage(cancel), residents.Raise(cancel));
        await await Task.WhenAny([raging, .. beside]); // who works beside ends alone only when it fails
        await progress.WriteLineAsync($"{residents.Begun} raised; draining");

        var draining = Stopwatch.StartNew();
        while ((diary.Open > 0 || await Tables.Waiting(form) != 0) && draining.Elapsed < options.LongestDrain)
        {
            if (Array.Find(beside, x => x.IsCompleted) is { } ended)
                await ended;
            await Task.Delay(200, cancel);
        }

        await over.CancelAsync();
        await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var drained = draining.Elapsed; // reading the books of 10,000 needs takes longer than that
        var accounts = await Accounts.Read(partner, diary, plot, Town.Size.Code, cancel);
        while (!accounts.IsClean && draining.Elapsed < options.LongestDrain)
        {
            await Task.Delay(1000, cancel);
            drained = draining.Elapsed;
            accounts = await Accounts.Read(partner, diary, plot, Town.Size.Code, cancel);
        }

        return new(options, diary, storm.Blows, accounts, drained, whole.Elapsed, (await form.Aside()).Trim());
    }
}
