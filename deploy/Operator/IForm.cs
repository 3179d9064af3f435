namespace FiveSocieties.Operator;

/// <summary>Where a platform keeps what must not be lost: the files of one folder, or servers.</summary>
internal interface IForm : IAsyncDisposable
{
    /// <summary>What a backup of it is called; none is brought back into the other form.</summary>
    string Name { get; }

    /// <summary>Copies all of one moment into an empty folder, beside the running platform.</summary>
    Task Copy(string folder);

    /// <summary>Puts a whole copy where the data was. Returns where that stands now.</summary>
    Task<string> Bring(string from, BackupContents contents);
}

/// <summary>Which of them is meant.</summary>
internal static class Forms
{
    /// <exception cref="OrderException">The settings name neither, or both.</exception>
    public static IForm Of(Order order)
    {
        var servers = Places.Servers(order.Settings.GetSection("ConnectionStrings")).ToList();
        return (order.Settings["Data"], servers) switch
        {
            ({ } data, []) => new DataFolder(data),
            (null, not []) => new Servers(servers, order),
            (null, _) => throw new OrderException("Say of what: --data DIR, or --ConnectionStrings:<Service> of all "
                + "services and --RabbitMQ:Uri; see --help."),
            _ => throw new OrderException("Either --data or --ConnectionStrings: the forms are copied one at a time."),
        };
    }
}
