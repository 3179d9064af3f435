using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace FiveSocieties.Messaging;

/// <summary>How a message looks between two services: its JSON, its name, its envelope.</summary>
public static class Wire
{
    /// <summary>Header with the 12-digit code of the place.</summary>
    public const string CommunityHeader = "fs-community";

    /// <summary>Header with the version of the aggregate that told it.</summary>
    public const string VersionHeader = "fs-version";

    /// <summary>Header with the time it was told, RFC 3339.</summary>
    public const string OccurredAtHeader = "fs-occurred-at";

    private static readonly ConcurrentDictionary<string, Type?> Types = new();

    /// <summary>The same in the outbox and on the bus: camel case, enums by name.</summary>
    public static JsonSerializerOptions Json { get; } = Shape(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Where the message happened. Throws for a message that came without an envelope.</summary>
    public static string Community(this ConsumeContext context) => context.Of(CommunityHeader);

    /// <summary>For consumers that need the newest only: events come late and out of order.</summary>
    public static long AggregateVersion(this ConsumeContext context) =>
        long.Parse(context.Of(VersionHeader), CultureInfo.InvariantCulture);

    /// <summary>When it was told, by the clock of the service that told it.</summary>
    public static DateTimeOffset OccurredAt(this ConsumeContext context) =>
        DateTimeOffset.Parse(context.Of(OccurredAtHeader), CultureInfo.InvariantCulture);

    /// <summary>Writes the envelope; the relay's work, public for tests that speak for another service.</summary>
    public static void SetEnvelope(this SendContext context, string community, long version, DateTimeOffset occurredAt)
    {
        context.Headers.Set(CommunityHeader, community);
        context.Headers.Set(VersionHeader, version.ToString(CultureInfo.InvariantCulture));
        context.Headers.Set(OccurredAtHeader, occurredAt.ToString("O", CultureInfo.InvariantCulture));
    }

    internal static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    /// <summary>Null when this process does not know the type.</summary>
    internal static Type? TypeOf(string name) => Types.GetOrAdd(name, n => Type.GetType(n, throwOnError: false));

    internal static JsonSerializerOptions Shape(JsonSerializerOptions json)
    {
        json.Converters.Add(new JsonStringEnumConverter());
        return json;
    }

    private static string Of(this ConsumeContext context, string header) =>
        context.Headers.Get<string>(header)
        ?? throw new InvalidOperationException($"The message has no '{header}': it was not told through an outbox.");
}
