using FiveSocieties.Scenarios.Accounts;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios.Scarce;

/// <summary>Plays the scarce day in two communities alike, at the same time: by rounds of the engine, and nearest first.</summary>
public sealed class TwoWays(HttpClient gateway, Partner trial, int seed, string folder, TextWriter progress)
{
    /// <summary>Plays both and compares; true when the rounds served at least as many.</summary>
    public async Task<bool> Play(CancellationToken cancel)
    {
        var rounds = await Prepare(ScarceDay.Rounds, cancel);
        var nearest = await Prepare(ScarceDay.Nearest, cancel);
        await Daybreak.Await([rounds.Run, nearest.Run], trial.Time, progress, cancel);
        var outcomes = await Task.WhenAll(
            Play("rounds", rounds, new LinkersDesk(rounds.Run, rounds.Systems), cancel),
            Play("nearest first", nearest, new NearestFirst(nearest.Run, nearest.Systems, nearest.Candidates), cancel));
        await progress.WriteLineAsync($"The scarce day, twice; seed {seed}:");
        foreach (var outcome in outcomes)
            await progress.WriteLineAsync($"  {outcome}");
        return outcomes[0].Served >= outcomes[1].Served;
    }

    private async Task<Side> Prepare(CommunitySize size, CancellationToken cancel)
    {
        var day = new ScarceDay(size, seed);
        var community = day.Community();
        var run = Run.Begin(Path.Combine(folder, $"scarce-{community.Code}.json"), community.Code, day.Day(), seed);
        var systems = await Systems.Of(gateway, trial, run, cancel);
        await community.Load(systems.LoaderOf, cancel);
        return new(run, systems, Candidate.Of(community));
    }

    private async Task<Outcome> Play(string way, Side side, IDesk desk, CancellationToken cancel)
    {
        await new Player(side.Run, side.Systems, TextWriter.Null, new HelpersDesk(side.Run, side.Systems), desk).Play(cancel);
        var ledger = await Ledger.Read(side.Run, side.Systems[Systems.District], cancel);
        return Outcome.Of(way, side.Run, ledger, side.Candidates);
    }

    private sealed record Side(Run Run, Systems Systems, IReadOnlyList<Candidate> Candidates);
}
