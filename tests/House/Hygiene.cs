using System.Text.RegularExpressions;

namespace FiveSocieties.Tests.House;

/// <summary>The little things that bite (STYLE 10, 13, 15).</summary>
public sealed partial class Hygiene
{
    private const int LongestName = 40;

    [Fact]
    public void Each_room_says_where_to_start() => Law.Holds(
        "A room has a README.md that begins with 'Start here':",
        from room in Repository.Projects().Select(project => Path.GetDirectoryName(project.Path)!)
            .Concat(["services", "contracts", "deploy", "tests"])
        let readme = Repository.All.FirstOrDefault(source => source.Path == $"{room}/README.md")
        where readme?.Text.StartsWith("Start here", StringComparison.Ordinal) != true
        select readme is null
            ? $"{room} has no README.md"
            : $"{room}/README.md begins with {readme.Text.Split('\n')[0]}");

    [Fact]
    public void A_service_says_what_it_owns_hears_and_tells() => Law.Holds(
        "The README.md of a service says what it owns, hears and tells:",
        from program in Assemblies.Services
        let path = $"services/{Assemblies.NameOf(program)}/README.md"
        let text = Repository.All.FirstOrDefault(source => source.Path == path)?.Text ?? ""
        from word in new[] { "Owns", "Hears", "Tells" }
        where !text.Contains(word, StringComparison.OrdinalIgnoreCase)
        select $"{path} does not say what it {word.ToLowerInvariant()}");

    [Fact]
    public void A_program_fits_on_a_page() => Law.Holds(
        "Program.cs says in at most 40 lines what the process is:",
        from source in Repository.All
        where source.Name == "Program.cs" && source.Lines > 40
        select $"{source.Path}: {source.Lines}");

    [Fact]
    public void Names_are_short() => Law.Holds(
        $"A name longer than {LongestName} letters means that the concept is wrong:",
        from type in Assemblies.All.SelectMany(assembly => assembly.GetExportedTypes())
        where type.Namespace?.Contains("Migrations") != true && type.Namespace?.StartsWith("FiveSocieties") == true
        from name in type.GetMethods().Where(method => method.DeclaringType == type).Select(method => method.Name)
            .Append(type.Name.Split('`')[0])
        where name.Split('_')[^1].Length > LongestName
        select $"{type.FullName}: {name}");

    [Fact]
    public void Files_are_named_after_what_they_add() => Law.Holds(
        "No Extensions, Helpers, Utils, Common or Manager:",
        from source in Repository.All
        where DrawerName().IsMatch(source.Name)
        select source.Path);

    [Fact]
    public void Nobody_leaves_things_lying_about() => Law.Forbids(
        "No regions, pragmas, labels or sleeping:",
        Repository.All.Where(source => source.Path.EndsWith(".cs", StringComparison.Ordinal)
            && !source.Path.Contains("/Migrations/") && !source.Path.Contains("/CompiledModels/")
            && source.Room != "tests/House"),
        @"^\s*#(region|pragma|endregion)|\b(TODO|FIXME|HACK)\b|Thread\.Sleep|NotImplementedException");

    [Fact]
    public void Features_and_consumers_catch_nothing() => Law.Forbids(
        "Expected outcomes are return types, a broken rule is a BrokenRule, anything else goes to retry:",
        Repository.Services().Where(source => Regex.IsMatch(source.Code, @": IConsumer<|\bResults<|\b(Ok|Created)<")),
        @"\bcatch\b");

    [Fact]
    public void No_machine_is_named() => Law.Forbids(
        "Nothing in the repository knows the machine it was made on:",
        Repository.All.Where(source => source.Room != "tests/House"),
        @"(?<![\w$}/.])/(home|root|work|Users)/\w|[A-Z]:\\Users");

    [Fact]
    public void Versions_are_exact() => Law.Holds(
        "A package has an exact version or a bounded one, in Directory.Packages.props alone:",
        Repository.All.Where(source => source.Name == "Directory.Packages.props")
            .SelectMany(source => PackageVersion().Matches(source.Text))
            .Where(match => !ExactVersion().IsMatch(match.Groups[2].Value))
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
            .Concat(
                from project in Repository.Projects()
                where OwnVersion().IsMatch(project.Text)
                select $"{project.Path} has a version of its own"));

    [Fact]
    public void Each_project_locks_its_packages() => Law.Holds(
        "A lock file beside each project:",
        from project in Repository.Projects()
        let folder = Path.GetDirectoryName(project.Path)!
        where Repository.All.All(source => source.Path != $"{folder}/packages.lock.json")
        select project.Path);

    [Fact]
    public void A_project_is_called_like_its_folder() => Law.Holds(
        "Project = folder = FiveSocieties.<Folder>:",
        from project in Repository.Projects()
        let parts = project.Path.Split('/')
        let folder = parts[^2] is "gateway" ? "Gateway" : parts[^2]
        let name = parts[0] == "tests" ? $"FiveSocieties.Tests.{folder}.csproj" : $"FiveSocieties.{folder}.csproj"
        where project.Name != name
        select project.Path);

    [Fact]
    public void Each_project_is_in_the_solution() => Law.Holds(
        "FiveSocieties.sln mirrors the disk:",
        from project in Repository.Projects()
        let solution = Repository.All.FirstOrDefault(source => source.Path == "FiveSocieties.sln")?.Text ?? ""
        where !solution.Replace('\\', '/').Contains($"\"{project.Path}\"", StringComparison.Ordinal)
        select project.Path);

    [GeneratedRegex(@"(Extensions|Helpers|Utils?|Utilities|Common|Manager|Constants|Misc)\.cs$")]
    private static partial Regex DrawerName();

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[\w.]+)?$|^\[\d[\w.-]*,\s*\d[\w.-]*\)$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex("<PackageReference [^>]*Version(Override)?=")]
    private static partial Regex OwnVersion();
}
