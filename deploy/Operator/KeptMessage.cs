using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RabbitMQ.Client;

namespace FiveSocieties.Operator;

/// <summary>What the management API says of a queue; the counts are missing while the queue is new.</summary>
internal sealed record QueueState(
    string Name, bool Durable, int Consumers, long? Messages,
    [property: JsonPropertyName("messages_unacknowledged")] long? Unacknowledged, Dictionary<string, JsonElement> Arguments);

/// <summary>A message of a queue, in a backup.</summary>
/// <param name="Queue">Where it waited.</param>
/// <param name="QueueArguments">As its service declares it.</param>
/// <param name="Id">Its message id: who has dealt with it drops it.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Headers">Texts, numbers and truths; what the broker adds besides is its own.</param>
/// <param name="Body">As it was.</param>
internal sealed record KeptMessage(
    string Queue, Dictionary<string, JsonElement> QueueArguments, string? Id, string? ContentType,
    Dictionary<string, JsonElement> Headers, byte[] Body)
{
    public static JsonSerializerOptions Shape { get; } = new(JsonSerializerDefaults.Web);

    public static KeptMessage Of(QueueState queue, BasicGetResult found) => new(
        queue.Name, queue.Arguments, found.BasicProperties.MessageId, found.BasicProperties.ContentType,
        (found.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .Select(header => (header.Key, Value: header.Value is byte[] text ? Encoding.UTF8.GetString(text) : header.Value))
            .Where(header => header.Value is string or bool or int or long)
            .ToDictionary(header => header.Key, header => JsonSerializer.SerializeToElement(header.Value)),
        found.Body.ToArray());

    public Dictionary<string, object?> Arguments() => Plain(QueueArguments);

    public BasicProperties Properties() => new()
    {
        Persistent = true,
        MessageId = Id,
        ContentType = ContentType,
        Headers = Plain(Headers),
    };

    private static Dictionary<string, object?> Plain(Dictionary<string, JsonElement> values) => values.ToDictionary(
        value => value.Key,
        object? (value) => value.Value.ValueKind switch
        {
            JsonValueKind.Number => value.Value.GetInt64(),
            JsonValueKind.True or JsonValueKind.False => value.Value.GetBoolean(),
            _ => value.Value.GetString(),
        });
}
