using System.Text;
using System.Text.Json;
using FiveSocieties.Scenarios;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Tests.Scenarios;

/// <summary>J community: the file is what the seed makes, with the numbers of the field study.</summary>
public sealed class CommunityIsMade
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "communities");

    private static readonly string Written = File.ReadAllText(Path.Combine(Folder, "j.json"));

    [Fact]
    public void The_file_is_what_the_seed_makes() =>
        Assert.Equal(new CommunityMaker(CommunitySize.J, seed: 1).Make(), Written);

    [Fact]
    public void It_has_the_numbers_of_the_field_study()
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(Written));
        var community = CommunityFile.Read(text);
        Assert.True(community.Population > 20_000);
        Assert.Equal(241, Count(community, "/members", body => Text(body, "kind") == "OwnBranch"));
        Assert.Equal(60, Count(community, "/members", body => Text(body, "kind") == "InService"));
        Assert.Equal(60, Count(community, "/reports"));
        Assert.Equal(5, Count(community, "/report-in"));
        Assert.Equal(5, Count(community, "/units"));
        Assert.Equal(150, Count(community, "/volunteers"));
        Assert.Equal(1, Count(community, "/stations", body => Text(body, "kind") == "ServiceCentre"));
        Assert.Equal(2, Count(community, "/stations", body => Text(body, "kind") == "PartyAndMassesStation"));
        Assert.Equal(1, Count(community, "/stations", body => Text(body, "kind") == "PracticeStation"));
        Assert.Equal(2, Count(community, "/stations", body => Text(body, "kind") == "PracticePoint"));
        var ids = community.Calls.SelectMany(calls => calls.Bodies).Select(body => Text(body, "id")).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Its_day_has_forty_needs_and_every_kind_of_end()
    {
        using var text = File.OpenRead(Path.Combine(Folder, "j.day.json"));
        var day = DayFile.Read(text);
        Assert.Equal(Enumerable.Range(1, 40), day.Whistles.Select(script => script.No));
        HashSet<string> ends =
        [
            "Closed Solved", "Closed Partly", "Closed Silence", "Closed CouldNotBeSolved", "Escalated", "Deferred",
            "Withdrawn", "Duplicate", "NotOurs",
        ];
        Assert.Superset(ends, day.Whistles.Select(script => script.Ends).ToHashSet());
    }

    private static int Count(CommunityFile community, string path, Func<JsonElement, bool>? which = null) =>
        community.Calls.Where(calls => calls.Post.EndsWith(path, StringComparison.Ordinal))
            .Sum(calls => calls.Bodies.Count(which ?? (_ => true)));

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
