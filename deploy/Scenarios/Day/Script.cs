using System.Text.Json;
using System.Text.Json.Nodes;

namespace FiveSocieties.Scenarios.Day;

/// <summary>A day as a file: what is needed when, who does what about it, and how each need is to end.</summary>
/// <param name="Name">What the day is called.</param>
/// <param name="Until">When it is over, counted from its midnight; what is not at its end by then never will be.</param>
/// <param name="Whistles">The needs.</param>
public sealed record DayFile(string Name, TimeSpan Until, IReadOnlyList<Script> Whistles)
{
    /// <summary>Reads one.</summary>
    public static DayFile Read(Stream file) => JsonSerializer.Deserialize<DayFile>(file, CommunityFile.Json)!;
}

/// <summary>One need from its beginning to its predicted end.</summary>
/// <param name="No">Its number in the file.</param>
/// <param name="At">When it is raised, counted from midnight.</param>
/// <param name="By">The system that raises it.</param>
/// <param name="Raise">The call, without id and community; see <see cref="Words"/> for what is filled in.</param>
/// <param name="Ends">State and closing code, for example <c>Closed Partly</c>.</param>
/// <param name="Rounds">How many rounds it takes.</param>
/// <param name="Helpers">How those who are asked behave.</param>
/// <param name="Acts">What is done about it, beside helping.</param>
/// <param name="Through">Steps that its story must tell, for example <c>engagement.missed</c>.</param>
public sealed record Script(
    int No,
    TimeSpan At,
    string By,
    JsonObject Raise,
    string Ends,
    int Rounds = 1,
    Manners? Helpers = null,
    IReadOnlyList<Act>? Acts = null,
    IReadOnlyList<string>? Through = null);

/// <summary>Something that a system does when the whistle has come to a state.</summary>
/// <param name="When">The state.</param>
/// <param name="By">Which system.</param>
/// <param name="Do">A verb below the whistle, or a path that begins with a slash.</param>
/// <param name="With">The body.</param>
/// <param name="After">How long after the state was reached, by the platform's clock.</param>
/// <param name="Time">At the n-th coming to that state.</param>
/// <param name="Expect">The status that must be answered.</param>
public sealed record Act(
    string When, string By, string Do, JsonObject? With = null, TimeSpan After = default, int Time = 1, int Expect = 200);

/// <summary>What somebody does who is asked.</summary>
public enum Manner
{
    /// <summary>Accepts, comes, and finishes.</summary>
    Helps,

    /// <summary>Says no.</summary>
    Declines,

    /// <summary>Says nothing.</summary>
    Ignores,

    /// <summary>Accepts, and does not come.</summary>
    StaysAway,
}

/// <summary>How those who are asked behave, in the order in which they are asked.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Then">All others.</param>
/// <param name="Minutes">How long each serves; drawn by seed when not said.</param>
public sealed record Manners(IReadOnlyList<Manner>? First = null, Manner Then = Manner.Helps, int? Minutes = null)
{
    /// <summary>What the k-th does who is asked.</summary>
    public Manner Of(int k) => First is { } first && k < first.Count ? first[k] : Then;
}
