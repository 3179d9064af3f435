using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FiveSocieties.Events;

namespace FiveSocieties.Scenarios.Day;

/// <summary>
/// Fills in what a script cannot know. A text that begins with @ stands for: <c>@now</c> the slot that runs, <c>@next</c>
/// the one after it, <c>@afternoon</c> (or another part) that of today, <c>@tomorrow afternoon</c> that of the next day,
/// <c>@in 02:00:00</c> an instant, <c>@whistle 3</c> the id of that whistle, <c>@line 0</c> the id of a line of this one.
/// </summary>
/// <param name="now">The platform's time.</param>
/// <param name="whistles">The ids by number.</param>
/// <param name="whistle">This whistle as it stands; undefined before it is raised.</param>
internal sealed class Words(DateTimeOffset now, Func<int, Guid> whistles, JsonElement whistle)
{
    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Fill(field.Value)))),
        JsonArray entries => new JsonArray([.. entries.Select(Fill)]),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('@') => Of(text[1..].Split(' ')),
        _ => node?.DeepClone(),
    };

    private string Of(string[] words)
    {
        var slot = Slot.Of(now);
        return words switch
        {
            ["now"] => $"{slot}",
            ["next"] => $"{Slot.FromNumber(slot.Number + 1)}",
            ["in", var span] => $"{now + TimeSpan.Parse(span, CultureInfo.InvariantCulture):O}",
            ["whistle", var no] => $"{whistles(int.Parse(no, CultureInfo.InvariantCulture))}",
            ["line", var index] => $"{whistle.GetProperty("lines")[int.Parse(index, CultureInfo.InvariantCulture)].GetProperty("lineId")}",
            ["tomorrow", var part] => $"{Today.AddDays(1):yyyy-MM-dd}/{part}",
            [var part] => $"{Today:yyyy-MM-dd}/{part}",
            _ => throw new FormatException($"@{string.Join(' ', words)} means nothing."),
        };
    }

    private DateOnly Today => DateOnly.FromDateTime(now.ToOffset(Slot.Offset).Date);
}
