using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FiveSocieties.Events;
using FiveSocieties.Messaging;

namespace FiveSocieties.Insights.EventLog;

/// <summary>All events that the services of the house tell each other.</summary>
public static partial class EventTypes
{
    /// <summary>
    /// Every public class of contracts/Events that is neither a JSON converter nor a part that another event carries
    /// (the lines of a whistle, what a linkage lacks). Words such as urgency are no classes.
    /// </summary>
    public static IReadOnlyList<Type> All { get; } = Find();

    private static readonly FrozenDictionary<string, Type> ByName = All.ToFrozenDictionary(type => type.Name);

    /// <summary>Stable for partners: noun and what happened: <c>whistle.blown</c>, <c>linkage.fell-short</c>.</summary>
    public static string Code(Type type)
    {
        var words = Word().Matches(type.Name).Select(match => match.Value.ToLowerInvariant()).ToArray();
        return $"{words[0]}.{string.Join('-', words[1..])}";
    }

    /// <summary>The event of a row; null when a newer version wrote what this one does not know.</summary>
    public static object? Read(string type, string body) =>
        ByName.TryGetValue(type, out var known) ? JsonSerializer.Deserialize(body, known, Wire.Json) : null;

    private static List<Type> Find()
    {
        var classes = typeof(WhistleRaised).Assembly.GetExportedTypes()
            .Where(type => type.IsClass && type.Namespace == typeof(WhistleRaised).Namespace
                && !type.IsSubclassOf(typeof(JsonConverter)))
            .ToList();
        var parts = classes.SelectMany(type => type.GetProperties())
            .SelectMany(property => property.PropertyType.GetGenericArguments().Append(property.PropertyType))
            .ToHashSet();
        return classes.FindAll(type => !parts.Contains(type));
    }

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();
}
