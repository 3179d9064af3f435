using System.Text.RegularExpressions;

namespace FiveSocieties.Tests.House;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">All of it.</param>
public sealed record Source(string Path, string Text)
{
    /// <summary>The same without comments; strings stay.</summary>
    public string Code { get; } = Path.EndsWith(".cs", StringComparison.Ordinal)
        ? Regex.Replace(Text, @"(?<!:)//[^\n]*", "")
        : Text;

    /// <summary>As <c>wc -l</c> counts.</summary>
    public int Lines => Text.Count(letter => letter == '\n');

    /// <summary>The room: <c>services/Community</c>, <c>deploy/Standalone</c>, <c>gateway</c>.</summary>
    public string Room => Path.Split('/') is ["gateway", ..] ? "gateway" : string.Join('/', Path.Split('/').Take(2));

    /// <summary>Last part of the room.</summary>
    public string Service => Room.Split('/')[^1];

    /// <summary>Name of the file without folder.</summary>
    public string Name => Path.Split('/')[^1];
}

/// <summary>The repository as it lies on the disk, without what is built.</summary>
public static class Repository
{
    /// <summary>Rooms that every service may use.</summary>
    public static readonly string[] SharedRooms =
        ["ServiceDefaults", "Storage", "Messaging", "Records", "Engagements", "Calls"];

    private static readonly string[] Built = ["bin", "obj", ".git", ".vs", ".idea", "TestResults", "artifacts", "data"];

    private static readonly string[] Kinds =
        [".cs", ".csproj", ".props", ".targets", ".proto", ".md", ".json", ".sh", ".yml", ".yaml", ".sln"];

    public static readonly string Root = FindRoot();

    public static IReadOnlyList<Source> All { get; } = Read(Root).ToList();

    /// <summary>What people wrote in C#: no migrations.</summary>
    public static IEnumerable<Source> CSharp(string under) => Under(under)
        .Where(source => source.Path.EndsWith(".cs", StringComparison.Ordinal)
            && !source.Path.Contains("/Migrations/") && !source.Path.Contains("/CompiledModels/"));

    /// <summary>The services and what belongs to them, but for the shared rooms named.</summary>
    public static IEnumerable<Source> Services(params string[] without) =>
        CSharp("services").Where(source => !without.Contains(source.Service));

    public static IEnumerable<Source> Under(string folder) =>
        All.Where(source => source.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    public static IEnumerable<Source> Projects() =>
        All.Where(source => source.Path.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<Source> Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(file => Kinds.Contains(Path.GetExtension(file)));
        foreach (var file in files.Order())
            yield return new(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file));
        foreach (var below in Directory.EnumerateDirectories(folder).Order())
        {
            if (Built.Contains(Path.GetFileName(below)))
                continue;
            foreach (var source in Read(below))
                yield return source;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

/// <summary>How a broken law is reported: the law, then each offender on a line of its own.</summary>
public static class Law
{
    public static void Holds(string law, IEnumerable<string> offenders)
    {
        var list = offenders.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{law}\n  " + string.Join("\n  ", list));
    }

    /// <summary>Each match of the pattern in the code of these files is an offender.</summary>
    public static void Forbids(string law, IEnumerable<Source> sources, string pattern) => Holds(
        law,
        from source in sources
        from line in source.Code.Split('\n').Index()
        where Regex.IsMatch(line.Item, pattern)
        select $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}");
}
