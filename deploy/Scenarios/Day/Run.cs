using System.Text.Json;

namespace FiveSocieties.Scenarios.Day;

/// <summary>A client that was made for a run.</summary>
/// <param name="Id">OAuth2 client.</param>
/// <param name="Secret">Shown once by the platform, kept here: the file is for trials alone.</param>
public sealed record ClientKey(string Id, string Secret);

/// <summary>How far one whistle of a run is.</summary>
public sealed class Course
{
    public required Guid Id { get; init; }

    public bool IsRaised { get; set; }

    /// <summary>Indexes of the acts that are done.</summary>
    public HashSet<int> Done { get; init; } = [];

    /// <summary>The engagements of those who were asked, in the order in which the player saw them.</summary>
    public List<Guid> Asked { get; init; } = [];

    /// <summary>What was answered otherwise than the script says.</summary>
    public List<string> Surprises { get; init; } = [];

    /// <summary>The call that blew it: how long it took, and the platform's time at its answer.</summary>
    public TimeSpan? BlowTook { get; set; }

    public DateTimeOffset? BlownAt { get; set; }
}

/// <summary>
/// A day that is being played, or was: written down before each step that cannot be taken back, so that it can be gone on
/// with, and checked later.
/// </summary>
public sealed class Run
{
    private readonly Lock writing = new();
    private string file = "";

    public required string Community { get; init; }

    public required int Seed { get; init; }

    public required DayFile Day { get; init; }

    /// <summary>The midnight with which the day begins.</summary>
    public required DateTimeOffset Midnight { get; set; }

    /// <summary>The machine's time at the beginning.</summary>
    public required DateTimeOffset Began { get; init; }

    public Dictionary<string, ClientKey> Systems { get; init; } = [];

    public Dictionary<int, Course> Courses { get; init; } = [];

    public Script ScriptOf(int no) => Day.Whistles.Single(script => script.No == no);

    /// <summary>A new run, to be kept in the file.</summary>
    public static Run Begin(string file, string community, DayFile day, int seed)
    {
        var run = new Run { Community = community, Seed = seed, Day = day, Midnight = default, Began = DateTimeOffset.UtcNow, file = file };
        foreach (var script in day.Whistles)
            run.Courses[script.No] = new() { Id = Guid.CreateVersion7() };
        return run;
    }

    /// <summary>The run of the file.</summary>
    public static Run Read(string file)
    {
        using var text = File.OpenRead(file);
        var run = JsonSerializer.Deserialize<Run>(text, CommunityFile.Json)!;
        run.file = file;
        return run;
    }

    /// <summary>Changes something and writes all of it, whole or not at all.</summary>
    public void Note(Action? change = null)
    {
        lock (writing)
        {
            change?.Invoke();
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllText($"{file}.new", JsonSerializer.Serialize(this, CommunityFile.Json));
            File.Move($"{file}.new", file, overwrite: true);
        }
    }

    /// <summary>A number that is always the same for the same seed and place.</summary>
    public double Draw(int no, int k, int what) => new Random(HashCodeOf(Seed, no, k, what)).NextDouble();

    private static int HashCodeOf(params int[] parts) => parts.Aggregate(17, (hash, part) => unchecked((hash * 486187739) + part));
}
