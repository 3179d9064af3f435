namespace FiveSocieties.Tests.Chaos;

/// <summary>Something that was done to the platform.</summary>
/// <param name="What">Killed, frozen for so long, away for so long.</param>
/// <param name="Whom">The process.</param>
/// <param name="Open">Whistles that stood open at that moment.</param>
/// <param name="Calling">Calls of partners that waited for their answer at that moment.</param>
/// <param name="Waiting">Messages that were told and had not left; unknown while a database was away.</param>
public sealed record Blow(string What, string Whom, int Open, int Calling, long? Waiting)
{
    /// <summary>It came while something was under way.</summary>
    public bool HitWork => Calling > 0 || Waiting > 0;
}

/// <summary>Kills and freezes by seed, evenly over the whistles that are raised.</summary>
public sealed class Storm(Options options, IForm form, Residents residents, Diary diary, TextWriter progress)
{
    /// <summary>Needs that are raised without a broker: each is told at least twice.</summary>
    private const int PileUp = 1250;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly Random random = new(options.Seed);

    public List<Blow> Blows { get; } = [];

    /// <summary>Rages until all blows have fallen.</summary>
    public async Task Rage(CancellationToken cancel)
    {
        for (var k = 1; k <= options.Kills; k++)
        {
            while (residents.Begun < (long)options.Whistles * k / (options.Kills + 1))
                await Task.Delay(20, cancel);
            if (k == (options.Kills + 1) / 2 && form.Broker is { } broker && options.BrokerAway > TimeSpan.Zero)
                await TakeAway(broker, cancel);
            else
                await Strike(cancel);
            await Task.Delay(Between, cancel);
        }
    }

    private async Task Strike(CancellationToken cancel)
    {
        var victim = form.Victims[random.Next(form.Victims.Count)];
        if (random.Next(6) == 0)
        {
            var time = TimeSpan.FromSeconds(2 + random.Next(6));
            await Note($"frozen for {time.TotalSeconds:0} s", victim);
            await form.Freeze(victim, time, cancel);
            return;
        }

        await Note("killed", victim);
        await form.Kill(victim);
    }

    /// <summary>Meanwhile needs are raised as fast as they come, so that messages pile up.</summary>
    private async Task TakeAway(string broker, CancellationToken cancel)
    {
        residents.MostOpen += PileUp;
        await form.TakeAway(broker, options.BrokerAway, cancel);
        residents.MostOpen -= PileUp;
        await Note($"back after {options.BrokerAway.TotalSeconds:0} s", broker);
    }

    /// <summary>Written down before it falls: what it hits.</summary>
    private async Task Note(string what, string whom)
    {
        Blows.Add(new(what, whom, diary.Open, diary.Calling, await Tables.Waiting(form)));
        await progress.WriteLineAsync(
            $"{residents.Begun,6} raised, {diary.Open,5} open, {Blows[^1].Waiting,5} messages waiting: {whom} {what}");
    }
}
