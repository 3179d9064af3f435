using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using Microsoft.Extensions.Configuration;

namespace FiveSocieties.Operator;

/// <summary>The distributed form: a database for each service on PostgreSQL, and queues on RabbitMQ.</summary>
internal sealed class Servers : IForm
{
    /// <summary>What the broker alone had.</summary>
    private const string Messages = "messages.jsonl";

    private readonly IReadOnlyList<HouseDatabase> databases;
    private readonly Queues queues;
    private readonly TimeSpan publishLimit;
    private readonly TimeSpan patience;

    public Servers(IReadOnlyList<HouseDatabase> databases, Order order)
    {
        this.databases = databases;
        queues = new(order.Settings.Address("RabbitMQ:Uri", "give the broker's address", "amqp", "amqps"),
            order.Settings["RabbitMQ:Management"] is { Length: > 0 }
                ? order.Settings.Address("RabbitMQ:Management", "give its management API", "http", "https") : null);
        publishLimit = (order.Settings.GetSection("Messaging").Get<MessagingOptions>() ?? new()).PublishLimit;
        patience = TimeSpan.FromSeconds(order.Patience);
    }

    public string Name => BackupContents.Distributed;

    private IReadOnlyList<string> Prefixes => [.. databases.Select(database => Places.Kebab(database.Service))];

    public async Task Copy(string folder)
    {
        await queues.BelongTo(Prefixes);
        Snapshots snapshots;
        await using (var stillness = await Stillness.Begin(databases, publishLimit))
        {
            await queues.RunDry(patience);
            await using var messages = File.Create(Path.Combine(folder, Messages));
            var idle = await queues.CopyWhatNobodyHears(messages);
            snapshots = await Snapshots.Take(databases);
            await queues.AreStillUnheard(idle);
            await stillness.Held();
        }

        await using (snapshots)
            await snapshots.Dump(database => Path.Combine(folder, FileOf(database)));
    }

    public async Task<string> Bring(string from, BackupContents contents)
    {
        var dumps = contents.Files.Select(file => file.Name).Where(name => name != Messages).ToList();
        if (dumps.Except(databases.Select(FileOf)).FirstOrDefault() is { } homeless)
            throw new OrderException($"'{homeless}' has nowhere to go: give the ConnectionStrings of its service.");
        if (databases.FirstOrDefault(database => !dumps.Contains(FileOf(database))) is { } absent)
            throw new OrderException($"'{from}' has nothing of {absent.Service}: do not name it, or take another backup.");
        await queues.BelongTo(Prefixes); // or what is emptied would be somebody else's
        await using var exchange = new Exchange(databases);
        await exchange.NobodyIsConnected();
        await queues.NobodyHears();

        await exchange.Prepare(database => Path.Combine(from, FileOf(database)));
        var aside = await exchange.SetAside(); // from here on no service can start, until all is there
        var emptied = await queues.Empty();
        var put = await queues.PutBack(Path.Combine(from, Messages));
        await exchange.PutInPlace();
        return $"{dumps.Count} databases are in place, {put} messages in their queues; {emptied} messages of what was there "
            + $"are gone, its databases are called '{aside}'.";
    }

    public ValueTask DisposeAsync() => queues.DisposeAsync();

    private static string FileOf(HouseDatabase database) => $"{Places.Kebab(database.Service)}.dump";
}
