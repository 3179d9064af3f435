using System.Text;
using System.Text.Json.Nodes;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Tests.Chaos;

/// <summary>Where it happens: many helpers who can all do the same, and may be asked often.</summary>
public static class Town
{
    /// <summary>What is asked for.</summary>
    public const string Skill = "accompany";

    /// <summary>Most tasks in 28 days that the platform lets anybody take.</summary>
    private const int MostTasks = 60;

    /// <summary>The community of the client that every trial has.</summary>
    public static readonly CommunitySize Size = CommunitySize.J with
    {
        Code = "510104001001",
        Members = 200,
        InService = 0,
        Volunteers = 300,
        Residents = 1,
        Talents = [[Skill]],
    };

    /// <summary>The unit with the shop.</summary>
    public static readonly Guid Shop = Guid.Parse("0197b002-0000-7000-8000-000000000050");

    /// <summary>Brings it onto the platform.</summary>
    public static async Task Load(Partner partner, CancellationToken cancel)
    {
        var town = JsonNode.Parse(new CommunityMaker(Size, seed: 1).Make())!;
        foreach (var calls in town["calls"]!.AsArray())
            foreach (var body in calls!["bodies"]!.AsArray())
                if (body!["helper"] is { } helper)
                    helper["loadCap"] = MostTasks;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(town.ToJsonString()));
        await CommunityFile.Read(file).Load(_ => partner, cancel);
    }
}
