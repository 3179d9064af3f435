using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FiveSocieties.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using MessageHeaders = MassTransit.MessageHeaders;

namespace FiveSocieties.Operator;

/// <summary>A queue of the broker in which messages wait for an operator: the error queue of a service, what was delivered
/// in vain too often, what nobody is bound to.</summary>
internal sealed class ErrorQueue(Broker broker, string queue, HouseDatabase? database) : IPlace
{
    /// <summary>Headers that tell of the failure, not of the message.</summary>
    private static readonly string[] OfFailure = ["MT-Fault-", "MT-Reason", "MT-Host-", "x-death", "x-first-death-",
        "x-last-death-", "x-delivery-count", "x-acquired-count"];

    public string? Service => database?.Service;

    public string Name => queue;

    public async Task<int> Count()
    {
        await using var channel = await broker.Channel();
        try
        {
            return (int)(await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException gone) when (gone.ShutdownReason?.ReplyCode == 404)
        {
            return 0; // it is declared when the first message needs it
        }
    }

    public Task<List<Aside>> Look(int limit) => Each(null, limit, _ => Task.FromResult(false));

    /// <summary>To the queue it did not reach, or, if none was bound, to the exchange it was told to. Confirmed there
    /// before it goes here: killed in between it is in both, and the inbox drops the second.</summary>
    public async Task<List<Aside>> Replay(string? id, Order order)
    {
        await using var channel = await broker.Channel(confirms: true);
        return await Each(id, int.MaxValue, async found =>
        {
            var (exchange, key) = Target(found);
            await Log(ToAside(found), order);
            try
            {
                await channel.BasicPublishAsync(exchange, key, true, Clean(found.BasicProperties), found.Body);
            }
            catch (PublishException refused)
            {
                throw new OrderException(refused.IsReturn
                    ? $"{IdOf(found)} cannot go back: there is no '{key}{exchange}' any more."
                    : $"{IdOf(found)} cannot go back: '{key}{exchange}' takes nothing now.");
            }

            return true;
        });
    }

    public Task<List<Aside>> Discard(string? id, Order order) => Each(id, int.MaxValue, async found =>
    {
        await Log(ToAside(found), order);
        return true;
    });

    /// <summary>Takes each message once, as many as there were at first; what is not moved stays, in order.</summary>
    private async Task<List<Aside>> Each(string? id, int limit, Func<BasicGetResult, Task<bool>> move)
    {
        var (seen, count) = (new List<Aside>(), Math.Min(await Count(), limit));
        if (count == 0)
            return seen;
        await using var channel = await broker.Channel(); // when it closes, what is not acknowledged goes back
        for (var i = 0; i < count && await channel.BasicGetAsync(queue, autoAck: false) is { } found; i++)
        {
            if (id is not null && IdOf(found) != id)
                continue;
            seen.Add(ToAside(found));
            if (await move(found))
                await channel.BasicAckAsync(found.DeliveryTag, multiple: false);
        }

        return seen;
    }

    /// <summary>In the database of whoever did not hear it, before the act.</summary>
    private async Task Log(Aside aside, Order order)
    {
        if (database is null)
            throw new OrderException("Give the ConnectionStrings of the services too: what is done is written down there.");
        await using var db = database.Open();
        db.Log(aside, order);
        await db.SaveChangesAsync();
    }

    private Aside ToAside(BasicGetResult found) => new(
        this, IdOf(found), TypeOf(found.Body.Span), Target(found) is { Key: { Length: > 0 } key } ? key : null,
        Header(found, MessageHeaders.FaultExceptionType) ?? Header(found, "x-first-death-reason")
            ?? (queue == HouseBus.Unheard ? "nobody is bound to it" : ""),
        DateTimeOffset.TryParse(Header(found, MessageHeaders.FaultTimestamp), CultureInfo.InvariantCulture, out var at)
            ? at : null,
        Encoding.UTF8.GetString(found.Body.Span));

    private static (string Exchange, string Key) Target(BasicGetResult found) =>
        Header(found, MessageHeaders.FaultInputAddress) is { } address ? ("", new Uri(address).Segments[^1])
        : Header(found, "x-first-death-queue") is { } dead ? ("", dead)
        : (found.Exchange, found.RoutingKey);

    private static string IdOf(BasicGetResult found) => found.BasicProperties.MessageId is { Length: > 0 } id
        ? id : Convert.ToHexStringLower(SHA256.HashData(found.Body.Span))[..12];

    private static string? Header(BasicGetResult found, string name) =>
        found.BasicProperties.Headers?.TryGetValue(name, out var value) == true
            ? value is byte[] text ? Encoding.UTF8.GetString(text) : $"{value}"
            : null;

    private static BasicProperties Clean(IReadOnlyBasicProperties properties) => new(properties)
    {
        Persistent = true,
        Headers = properties.Headers?
            .Where(header => !OfFailure.Any(name => header.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(),
    };

    /// <summary>The first type that the envelope names; empty for what is none of ours.</summary>
    private static string TypeOf(ReadOnlySpan<byte> body)
    {
        const string urn = "urn:message:";
        var text = Encoding.UTF8.GetString(body);
        var at = text.IndexOf(urn, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + urn.Length)..].Split('"')[0];
    }
}

/// <summary>The connection to the broker, made when it is first needed.</summary>
internal sealed class Broker(Uri uri) : IAsyncDisposable
{
    private IConnection? connection;

    public async Task<IChannel> Channel(bool confirms = false)
    {
        connection ??= await new ConnectionFactory { Uri = uri, ClientProvidedName = "operator" }.CreateConnectionAsync();
        return await connection.CreateChannelAsync(new(confirms, confirms));
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }
}
