namespace FiveSocieties.Tests.Chaos;

/// <summary>What came of it.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Diary">What partners were told.</param>
/// <param name="Blows">What was done to the platform.</param>
/// <param name="Accounts">What is in the books.</param>
/// <param name="Drained">From the last need until nothing waited any more and those books were opened that were right.</param>
/// <param name="Took">All of it.</param>
/// <param name="Aside">What an operator finds put aside.</param>
public sealed record Report(
    Options Options, Diary Diary, IReadOnlyList<Blow> Blows, Accounts Accounts, TimeSpan Drained, TimeSpan Took, string Aside)
{
    /// <summary>Nothing lost, nothing doubled, nothing unexpected, nothing parked; and something was done at all.</summary>
    public bool IsClean => Accounts is { IsClean: true, Minutes: > 0, Points: > 0 } && Aside == "Nothing is put aside."
        && Drained <= Options.LongestDrain;

    public override string ToString()
    {
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"# Chaos: {(Options.Standalone ? "one process on SQLite" : "separate processes on RabbitMQ and PostgreSQL")}, "
            + $"seed {Options.Seed}{(Options.Without.Count == 0 ? "" : $", without {string.Join(" and ", Options.Without)}")}");
        text.WriteLine();
        text.WriteLine($"{Options.Whistles} whistles by {Options.Clients} clients, {Blows.Count} blows; "
            + $"{Took.TotalSeconds:0} s, {Options.Whistles / Took.TotalSeconds:0.0} whistles a second");
        text.WriteLine();
        text.WriteLine("| | |");
        text.WriteLine("|---|---|");
        Row("attempted", Diary.Attempted);
        Row("acknowledged", Diary.Acknowledged);
        Row("recovered (had to be said again)", Diary.Recovered);
        Row("done (in the books)", Accounts.Done);
        Row("lost", Accounts.Lost.Count);
        Row("doubled", Accounts.Doubled.Count);
        Row("unexpected", Accounts.Unexpected.Count);
        Row("minutes served", Accounts.Minutes);
        Row("points credited", Accounts.Points);
        Row("put aside", Aside);
        Row("drained", $"{Drained.TotalSeconds:0} s");
        Row("blows that hit work", $"{Blows.Count(x => x.HitWork)} of {Blows.Count}");
        text.WriteLine();
        foreach (var wrong in Accounts.Lost.Select(x => $"lost: {x}").Concat(Accounts.Doubled.Select(x => $"doubled: {x}"))
            .Concat(Accounts.Unexpected.Select(x => $"unexpected: {x}")).Take(40))
            text.WriteLine($"- {wrong}");
        text.WriteLine();
        text.WriteLine("| blow | to | whistles open | calls in flight | messages waiting |");
        text.WriteLine("|---|---|---|---|---|");
        foreach (var blow in Blows)
            text.WriteLine($"| {blow.What} | {blow.Whom} | {blow.Open} | {blow.Calling} | {blow.Waiting} |");
        return $"{text}";

        void Row(string what, object figure) => text.WriteLine($"| {what} | {figure} |");
    }
}
