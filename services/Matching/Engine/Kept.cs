namespace FiveSocieties.Matching.Engine;

/// <summary>Who goes on to serve which line when, by line and by person.</summary>
internal sealed class Kept
{
    private readonly (int Line, int Person, int Slot)[] tasks;
    private readonly int[] firstOfLine;
    private readonly int[] firstOfPerson;
    private readonly (int Line, int Slot)[] ofPersons;

    /// <param name="tasks">In the order of lines.</param>
    /// <param name="lines">How many there are.</param>
    /// <param name="persons">How many there are.</param>
    public Kept((int Line, int Person, int Slot)[] tasks, int lines, int persons)
    {
        this.tasks = tasks;
        (firstOfLine, firstOfPerson) = (new int[lines + 1], new int[persons + 2]);
        ofPersons = new (int, int)[tasks.Length];
        foreach (var task in tasks)
        {
            firstOfLine[task.Line + 1]++;
            firstOfPerson[task.Person + 2]++;
        }

        for (var line = 0; line < lines; line++)
            firstOfLine[line + 1] += firstOfLine[line];
        for (var person = 0; person < persons; person++)
            firstOfPerson[person + 2] += firstOfPerson[person + 1];
        foreach (var task in tasks)
            ofPersons[firstOfPerson[task.Person + 1]++] = (task.Line, task.Slot);
    }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<(int Line, int Person, int Slot)> Tasks => tasks;

    /// <summary>Whoever serves it.</summary>
    public ReadOnlySpan<(int Line, int Person, int Slot)> OfLine(int line) => tasks.AsSpan(firstOfLine[line]..firstOfLine[line + 1]);

    /// <summary>What the person serves, and when.</summary>
    public ReadOnlySpan<(int Line, int Slot)> OfPerson(int person) =>
        ofPersons.AsSpan(firstOfPerson[person]..firstOfPerson[person + 1]);

    /// <summary>Without the tasks of some persons.</summary>
    public Kept Without(bool[] anew) => new(
        Array.FindAll(tasks, task => !anew[task.Person]), firstOfLine.Length - 1, firstOfPerson.Length - 2);
}
