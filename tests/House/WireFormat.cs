using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Messaging;

namespace FiveSocieties.Tests.House;

/// <summary>
/// What has been told once must be understood for ever: namespace, name and fields of each event are frozen by a stored
/// payload. Fields are only added; what is stored is never changed.
/// </summary>
public sealed class WireFormat
{
    private const string Folder = "tests/House/WireFormat";

    private static readonly JsonSerializerOptions Strict = new(Wire.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    private static IEnumerable<(string Type, string Json)> Stored =>
        from source in Repository.Under(Folder)
        where source.Name != "words.json"
        select (Path.GetFileNameWithoutExtension(source.Name), source.Text);

    [Fact]
    public void Each_event_has_a_stored_payload() => Law.Holds(
        $"Store a payload in {Folder}, named after the full name of the event; this would be one:",
        from type in EventTypes.All
        where Stored.All(stored => stored.Type != type.FullName)
        select $"{type.FullName}.json: {JsonSerializer.Serialize(Sample(type), type, Wire.Json)}");

    [Fact]
    public void Each_stored_payload_still_has_its_event() => Law.Holds(
        "The full name of an event is its exchange: moved or renamed, its hearers fall silent:",
        from stored in Stored
        where EventTypes.All.All(type => type.FullName != stored.Type)
        select stored.Type);

    [Fact]
    public void What_was_told_is_read_and_told_again_the_same() => Law.Holds(
        "A field of a stored payload is gone, renamed or of another type:",
        from stored in Stored
        let type = EventTypes.All.FirstOrDefault(type => type.FullName == stored.Type)
        where type is not null
        from difference in Differences(type, stored.Json)
        select $"{stored.Type}: {difference}");

    [Fact]
    public void Words_of_events_keep_their_name_and_number()
    {
        var stored = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
            Repository.All.Single(source => source.Path == $"{Folder}/words.json").Text)!;
        var now = typeof(Society).Assembly.GetExportedTypes().Where(type => type.IsEnum)
            .ToDictionary(type => type.Name, Enum.GetNames);
        Law.Holds(
            "A word is only ever added, at the end:",
            now.Keys.Except(stored.Keys).Select(name => $"{name} is not stored: {string.Join(", ", now[name])}").Concat(
                from words in stored
                let names = now.GetValueOrDefault(words.Key, [])
                where !names.Take(words.Value.Length).SequenceEqual(words.Value)
                select $"{words.Key}: {string.Join(", ", words.Value)} became {string.Join(", ", names)}"));
    }

    private static IEnumerable<string> Differences(Type type, string json)
    {
        object? read;
        try
        {
            read = JsonSerializer.Deserialize(json, type, Strict);
        }
        catch (JsonException e)
        {
            return [e.Message];
        }

        return Missing(JsonNode.Parse(json)!, JsonSerializer.SerializeToNode(read, type, Wire.Json)!, "$");
    }

    /// <summary>What stands in the one and not, or otherwise, in the other; what is new there is welcome.</summary>
    private static IEnumerable<string> Missing(JsonNode? stored, JsonNode? told, string path) => (stored, told) switch
    {
        (JsonObject one, JsonObject other) => one.SelectMany(field => other.ContainsKey(field.Key)
            ? Missing(field.Value, other[field.Key], $"{path}.{field.Key}")
            : [$"{path}.{field.Key} is gone"]),
        (JsonArray one, JsonArray other) when one.Count == other.Count =>
            one.Zip(other).Index().SelectMany(pair =>
                Missing(pair.Item.First, pair.Item.Second, $"{path}[{pair.Index}]")),
        _ when JsonNode.DeepEquals(stored, told) => [],
        _ => [$"{path} was {stored?.ToJsonString()} and is {told?.ToJsonString()}"],
    };

    /// <summary>An instance with a value in every field.</summary>
    private static object Sample(Type type)
    {
        if (type == typeof(string))
            return "code";
        if (type == typeof(Guid))
            return Guid.Parse("019a0000-0000-7000-8000-000000000001");
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
        if (type == typeof(Slot))
            return new Slot(new DateOnly(2026, 11, 24), DayPart.Morning);
        if (type == typeof(bool))
            return true;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsPrimitive)
            return Convert.ChangeType(2, type);
        if (type.IsGenericType && type.GetGenericArguments() is [var item])
        {
            var list = Array.CreateInstance(item, 1);
            list.SetValue(Sample(item), 0);
            return list;
        }

        var make = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        return make.Invoke([.. make.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
    }
}
