using System.Text.Json;
using System.Text.RegularExpressions;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.House;

/// <summary>The description of the HTTP interface says what each thing is, in the words of the code.</summary>
[Collection(nameof(RunningServices))]
public sealed partial class Described(RunningServices running)
{
    [Fact]
    public async Task Each_operation_says_what_it_does_and_what_it_asks_for()
    {
        var offenders = new List<string>();
        await foreach (var (service, document) in Documents())
        {
            foreach (var path in document.GetProperty("paths").EnumerateObject())
                foreach (var operation in path.Value.EnumerateObject())
                {
                    var name = $"{service}: {operation.Name} {path.Name}";
                    if (Text(operation.Value, "summary").Length == 0)
                        offenders.Add($"{name} has no summary");
                    if (path.Name.StartsWith("/api/") && !operation.Value.TryGetProperty("security", out _))
                        offenders.Add($"{name} names no scope");
                    if (!operation.Value.GetProperty("tags").EnumerateArray().All(tag => Noun().IsMatch(tag.GetString()!)))
                        offenders.Add($"{name} stands under no noun");
                }
        }

        Law.Holds("A stranger reads in /docs what each call does:", offenders);
    }

    [Fact]
    public async Task Each_type_of_ours_is_explained()
    {
        var offenders = new List<string>();
        await foreach (var (service, document) in Documents())
        {
            offenders.AddRange(
                from schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
                where schema.Name is not ("ProblemDetails" or "DayOfWeek") && Text(schema.Value, "description").Length == 0
                select $"{service}: {schema.Name}");
        }

        Law.Holds("Each request and answer has a doc comment:", offenders);
    }

    private async IAsyncEnumerable<(string Service, JsonElement Document)> Documents()
    {
        foreach (var (service, http) in running.Clients.Where(client => client.Key != "Gateway"))
            yield return (service, await http.GetAsync("/openapi/v1.json").Body());
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Noun();
}
