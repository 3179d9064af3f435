using System.Text.RegularExpressions;
using FiveSocieties.Messaging;

namespace FiveSocieties.Tests.House;

/// <summary>Law 1: a service owns its data; nobody else reads its tables.</summary>
public sealed partial class OwnData
{
    [Fact]
    public void No_service_references_another_service() => Law.Holds(
        "A service may reference contracts and the shared rooms, nothing else of the house:",
        from project in Repository.Projects()
        where project.Room.StartsWith("services/")
        from target in References(project)
        where !target.StartsWith("contracts/") && !IsShared(target)
        select $"{project.Path} references {target}");

    [Fact]
    public void Shared_rooms_do_not_know_what_is_above_them() => Law.Holds(
        "ServiceDefaults and Records stand alone, Storage on the one, Messaging on both; contracts reference nothing:",
        from project in Repository.Projects()
        let allowed = project.Service switch
        {
            "Storage" => new[] { "ServiceDefaults" },
            "Messaging" => ["ServiceDefaults", "Storage"],
            "Engagements" => ["ServiceDefaults", "Storage", "Messaging", "Records", "Events", "ResourceMatching"],
            "Calls" => ["Engagements"],
            _ => [],
        }
        where project.Room.StartsWith("contracts/") || IsShared(project.Room + "/")
        from target in References(project)
        where !allowed.Contains(target.Split('/')[1])
        select $"{project.Path} references {target}");

    [Fact]
    public void The_gateway_references_no_service() => Law.Holds(
        "The gateway knows public paths, not services:",
        from project in Repository.Projects()
        where project.Room == "gateway"
        from target in References(project)
        where target != "services/ServiceDefaults"
        select $"{project.Path} references {target}");

    [Fact]
    public void Only_Standalone_and_tests_reference_services() => Law.Holds(
        "Only deploy/Standalone references the services; the shared rooms are for all:",
        from project in Repository.Projects()
        where !project.Room.StartsWith("services/") && !project.Room.StartsWith("tests/")
            && project.Room is not ("deploy/Standalone" or "gateway")
        from target in References(project)
        where target.StartsWith("services/") && !IsShared(target)
        select $"{project.Path} references {target}");

    [Fact]
    public void Each_service_has_one_database_of_its_own() => Law.Holds(
        "A service that keeps anything keeps it in one database, with one context for each engine:",
        from service in Assemblies.Services
        let contexts = service.GetTypes().Where(type => type.IsSubclassOf(typeof(ServiceDb))).ToList()
        let abstractOnes = contexts.Where(type => type.IsAbstract).ToList()
        let name = Assemblies.NameOf(service)
        where name != "Matching"
            && (contexts.Count != 3 || abstractOnes.Count != 1 || abstractOnes[0].Name != name + "Db")
        select $"{name}: {string.Join(", ", contexts.Select(type => type.Name))}");

    [Fact]
    public void No_database_is_named_outside_its_service()
    {
        var names = Assemblies.SqliteContexts.Select(type =>
            (Service: Assemblies.NameOf(type.Assembly), Db: type.BaseType!.Name));
        Law.Holds(
            "Nobody else reads a service's tables:",
            from db in names
            from folder in new[] { "services", "gateway", "deploy" }
            from source in Repository.CSharp(folder)
            where source.Service != db.Service && Regex.IsMatch(source.Code, $@"\b{db.Db}\b")
            select $"{source.Path} names {db.Db}");
    }

    [Fact]
    public void No_two_services_share_a_database()
    {
        var names = Repository.Services().Where(source => !Repository.SharedRooms.Contains(source.Service))
            .SelectMany(source => DatabaseName().Matches(source.Code)
                .Select(match => (match.Groups[1].Value, source.Path)));
        Law.Holds("Each database has a name of its own:", names.GroupBy(x => x.Value.ToLowerInvariant())
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(x => x.Path))}"));
    }

    private static bool IsShared(string target) =>
        Repository.SharedRooms.Any(room => target.TrimEnd('/') == $"services/{room}");

    /// <summary>The rooms that a project references.</summary>
    private static IEnumerable<string> References(Source project) =>
        from match in Reference().Matches(project.Text)
        let target = match.Groups[1].Value.Replace('\\', '/')
        let path = Path.Combine(Repository.Root, Path.GetDirectoryName(project.Path)!, target)
        select Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(Path.GetFullPath(path))!).Replace('\\', '/');

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("AddServiceDb<[^>]+>\\(\\s*\"([^\"]+)\"")]
    private static partial Regex DatabaseName();
}
