using System.Text.RegularExpressions;

namespace FiveSocieties.Tests.House;

/// <summary>Law 7: shared rooms hold no domain word, name one concern each, and stay small.</summary>
public sealed partial class SharedRooms
{
    private const int MostLines = 1000;

    /// <summary>They speak the language of the field by intention: see Decisions in services/README.md.</summary>
    private static readonly string[] OfTheField = ["Engagements", "Calls"];

    /// <summary>
    /// Words of the field. Community is none here, since it is the border of access; member and unit are words of every
    /// program.
    /// </summary>
    private static readonly string[] Field =
    [
        "whistle", "linkage", "linker", "volunteer", "branch", "resident", "grid", "points", "society", "societies",
        "agency", "agencies", "skill", "helper", "invitation", "engagement", "station", "urgency", "circle", "triage",
        "party",
    ];

    [Fact]
    public void A_shared_room_stays_small() => Law.Holds(
        $"Less than {MostLines} lines of code in each shared room:",
        from room in Repository.SharedRooms
        let lines = Repository.CSharp($"services/{room}")
            .Sum(source => source.Code.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)))
        where lines >= MostLines
        select $"services/{room}: {lines}");

    [Fact]
    public void A_shared_room_holds_no_word_of_the_field() => Law.Holds(
        "A shared room serves any field; comments may give examples:",
        from room in Repository.SharedRooms.Except(OfTheField)
        from source in Repository.CSharp($"services/{room}")
        from line in source.Code.Split('\n').Index()
        where !IsTitle(source, line.Item)
        from word in Word().Matches(line.Item.Replace("FiveSocieties", "").Replace("five-societies", "")
                .Replace("SqlGenerationHelper", ""))
            .Select(match => match.Value.ToLowerInvariant())
        where Field.Contains(word) || (word.EndsWith('s') && Field.Contains(word[..^1]))
        select $"{source.Path}:{line.Index + 1}: {word}");

    /// <summary>What the product is called, on the page that describes its HTTP interface.</summary>
    private static bool IsTitle(Source source, string line) =>
        source.Name == "OpenApi.cs" && Regex.IsMatch(line, @"\b(Title|Description) = |WithTitle");

    [GeneratedRegex("[A-Z]?[a-z]+")]
    private static partial Regex Word();
}
