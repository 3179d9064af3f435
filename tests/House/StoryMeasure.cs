using System.Text.RegularExpressions;

namespace FiveSocieties.Tests.House;

/// <summary>
/// How many files one has to read to follow "a whistle is blown and every society hears it". The same as
/// <c>git grep -lw WhistleBlown -- 'services/*.cs' 'contracts/*.cs' ':!services/Insights' ':!services/Partners'</c>.
/// </summary>
public sealed class StoryMeasure
{
    [Fact]
    public void The_story_is_told_in_seven_files_and_450_lines()
    {
        var files = Repository.Under("services").Concat(Repository.Under("contracts"))
            .Where(source => source.Path.EndsWith(".cs", StringComparison.Ordinal)
                && source.Service is not ("Insights" or "Partners")
                && Regex.IsMatch(source.Text, @"\bWhistleBlown\b"))
            .ToList();
        var lines = files.Sum(source => source.Lines);
        Assert.True(
            files.Count <= 7 && lines <= 450,
            $"The story of a blown whistle takes {files.Count} files and {lines} lines:\n  "
            + string.Join("\n  ", files.Select(source => $"{source.Lines,4} {source.Path}")));
        Assert.NotEmpty(files);
    }
}
