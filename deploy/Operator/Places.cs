using System.Text.Json;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using Microsoft.Extensions.Configuration;

namespace FiveSocieties.Operator;

/// <summary>Everywhere that something may be put aside, as far as the settings lead.</summary>
internal sealed class Places : IAsyncDisposable
{
    private Broker? broker;

    /// <summary>The databases that the settings name.</summary>
    public required IReadOnlyList<HouseDatabase> Databases { get; init; }

    public IReadOnlyList<IPlace> All { get; private set; } = [];

    /// <summary>Where nothing stands yet.</summary>
    public static Places None => new() { Databases = [] };

    /// <exception cref="OrderException">The settings lead nowhere.</exception>
    public static Places Of(Order order)
    {
        var databases = Files(order.Settings["Data"])
            .Concat(Servers(order.Settings.GetSection("ConnectionStrings")))
            .Where(database => order.Means(database.Service)).ToList();
        var places = new Places { Databases = databases };
        List<IPlace> all = [.. databases.SelectMany(database => (IPlace[])
            [new ParkedMessages(database), new ParkedDeliveries(database)])];
        if (order.Settings["RabbitMQ:Uri"] is { Length: > 0 })
        {
            places.broker = new(order.Settings.Address("RabbitMQ:Uri", "give the broker's address", "amqp", "amqps"));
            all.AddRange(databases.Select(database => new ErrorQueue(
                places.broker, HouseBus.ErrorsOf(Kebab(database.Service)), database)));
            all.Add(new ErrorQueue(places.broker, HouseBus.DeadLetters, databases.FirstOrDefault()));
            all.Add(new ErrorQueue(places.broker, HouseBus.Unheard, databases.FirstOrDefault()));
        }

        if (all.Count == 0)
            throw new OrderException("Nowhere to look: give --data DIR, or --ConnectionStrings:<Service> and "
                + "--RabbitMQ:Uri; see --help.");
        places.All = all;
        return places;
    }

    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
            await broker.DisposeAsync();
    }

    /// <summary>The databases of a data folder.</summary>
    /// <exception cref="OrderException">There is none.</exception>
    public static IEnumerable<HouseDatabase> Files(string? folder)
    {
        if (folder is null)
            return [];
        if (!Directory.Exists(folder))
            throw new OrderException($"There is no folder '{folder}'.");
        if (Directory.GetFiles(folder, "*.db") is not { Length: > 0 } files)
            throw new OrderException($"There is no database in '{folder}'.");
        return files.Order(StringComparer.Ordinal).Select(file =>
            new HouseDatabase(Pascal(Path.GetFileNameWithoutExtension(file)), Path.GetFullPath(file), ""));
    }

    /// <summary>The databases on servers.</summary>
    public static IEnumerable<HouseDatabase> Servers(IConfigurationSection connections) =>
        connections.GetChildren().Where(connection => connection.Value is { Length: > 0 })
            .Select(connection => new HouseDatabase(connection.Key, null, connection.Value!));

    /// <summary>How its queues begin, and its files.</summary>
    public static string Kebab(string service) => JsonNamingPolicy.KebabCaseLower.ConvertName(service);

    private static string Pascal(string file) =>
        string.Concat(file.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
