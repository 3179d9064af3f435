using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FiveSocieties.Messaging;

namespace FiveSocieties.Operator;

/// <summary>All queues of the platform: what the broker's management API says of them, and what is in them. Queues that
/// end with their hearer are none of our business: their hearer asks for everything when it starts.</summary>
internal sealed class Queues : IAsyncDisposable
{
    /// <summary>What the API says of a queue is at most so old: the queue reports every five seconds, and the API
    /// collects every five.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(12);

    private readonly Broker broker;
    private readonly HttpClient api;
    private readonly string host;

    public Queues(Uri uri, Uri? management)
    {
        broker = new(uri);
        var user = uri.UserInfo is { Length: > 0 } given ? Uri.UnescapeDataString(given) : "guest:guest";
        api = new() { BaseAddress = management ?? new UriBuilder("http", uri.Host, 15672).Uri };
        api.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        host = uri.Segments is [_, var name] ? Uri.UnescapeDataString(name) : "/";
    }

    /// <exception cref="OrderException">A queue is of a service that is not named.</exception>
    public async Task BelongTo(IReadOnlyList<string> prefixes)
    {
        var strange = (await All()).FirstOrDefault(queue => queue.Name is not (HouseBus.DeadLetters or HouseBus.Unheard)
            && !prefixes.Any(prefix => queue.Name.StartsWith($"{prefix}-", StringComparison.Ordinal)));
        if (strange is not null)
            throw new OrderException($"The queue '{strange.Name}' is of a service that is not named: "
                + "give the ConnectionStrings of all of them.");
    }

    /// <summary>While nobody tells anything: waits until nobody has anything in hand, and nothing is left in a queue that
    /// somebody hears.</summary>
    /// <exception cref="OrderException">It takes too long.</exception>
    public async Task RunDry(TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        await Task.Delay(Lag); // a figure from before the stillness proves nothing
        while ((await All()).Find(queue => queue.Unacknowledged is not 0 || queue is { Messages: not 0, Consumers: > 0 })
            is { } busy)
        {
            if (clock.Elapsed > Lag + patience)
                throw new OrderException($"After {patience.TotalSeconds} s '{busy.Name}' still has {busy.Messages} messages, "
                    + $"{busy.Unacknowledged} of them in hand: nothing is copied; see --patience.");
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Writes down what waits in queues that nobody hears: what was put aside, and what waits for a service that
    /// is away. It stays where it is.</summary>
    public async Task<IReadOnlyList<string>> CopyWhatNobodyHears(Stream to)
    {
        var unheard = new List<string>();
        foreach (var queue in await All())
        {
            await using var channel = await broker.Channel(); // when it closes, all of it goes back
            if ((await channel.QueueDeclarePassiveAsync(queue.Name)).ConsumerCount > 0)
                continue;
            unheard.Add(queue.Name);
            while (await channel.BasicGetAsync(queue.Name, autoAck: false) is { } found)
            {
                await JsonSerializer.SerializeAsync(to, KeptMessage.Of(queue, found));
                to.WriteByte((byte)'\n');
            }
        }

        return unheard;
    }

    /// <exception cref="OrderException">Somebody hears one of them by now, and may have taken what was not copied.</exception>
    public async Task AreStillUnheard(IEnumerable<string> queues)
    {
        foreach (var queue in queues)
        {
            if (await Hearers(queue) > 0)
                throw new OrderException($"A service began to hear '{queue}' meanwhile: give the order again.");
        }
    }

    /// <exception cref="OrderException">Somebody hears one of them.</exception>
    public async Task NobodyHears()
    {
        foreach (var queue in await All())
        {
            if (await Hearers(queue.Name) > 0)
                throw new OrderException($"Somebody hears the queue '{queue.Name}': end all services first.");
        }
    }

    /// <summary>Empties all of them; returns how many messages are gone.</summary>
    public async Task<long> Empty()
    {
        await using var channel = await broker.Channel();
        var gone = 0L;
        foreach (var queue in await All())
            gone += await channel.QueuePurgeAsync(queue.Name);
        return gone;
    }

    /// <summary>Puts messages back into the queues they were copied from, in a broker that may be a new one.</summary>
    public async Task<int> PutBack(string file)
    {
        var count = 0;
        var there = (await All()).Select(queue => queue.Name).ToHashSet();
        await using var channel = await broker.Channel(confirms: true);
        await foreach (var line in File.ReadLinesAsync(file))
        {
            var kept = JsonSerializer.Deserialize<KeptMessage>(line)!;
            if (there.Add(kept.Queue))
                await channel.QueueDeclareAsync(
                    kept.Queue, durable: true, exclusive: false, autoDelete: false, kept.Arguments());
            await channel.BasicPublishAsync("", kept.Queue, mandatory: true, kept.Properties(), kept.Body);
            count++;
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await broker.DisposeAsync();
    }

    private async Task<uint> Hearers(string queue)
    {
        await using var channel = await broker.Channel();
        return (await channel.QueueDeclarePassiveAsync(queue)).ConsumerCount;
    }

    private async Task<List<QueueState>> All()
    {
        try
        {
            return [.. (await api.GetFromJsonAsync<List<QueueState>>(
                $"/api/queues/{Uri.EscapeDataString(host)}", KeptMessage.Shape))!.Where(queue => queue.Durable)];
        }
        catch (HttpRequestException failure)
        {
            throw new OrderException($"The broker's management API at {api.BaseAddress} does not answer "
                + $"({failure.Message.TrimEnd('.')}): see --RabbitMQ:Management.");
        }
    }
}
