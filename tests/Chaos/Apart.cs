using System.Data.Common;
using FiveSocieties.Operator;
using FiveSocieties.Tests.TestKit;
using Npgsql;

namespace FiveSocieties.Tests.Chaos;

/// <summary>A process for each service, RabbitMQ and PostgreSQL between them, the gateway before them.</summary>
public sealed class Apart : IForm
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-chaos-").FullName;
    private LocalSet? set;
    private bool keepsLogs;

    public Uri Address => Set.Address;

    public IReadOnlyList<string> Victims => Set.Processes;

    public string? Broker => "rabbitmq";

    private LocalSet Set => set ?? throw new InvalidOperationException("It has not been started.");

    /// <summary>Starts everything over empty databases.</summary>
    public static async Task<Apart> Start()
    {
        var form = new Apart();
        form.set = await LocalSet.Start(form.folder, replicas: 1, "--empty");
        return form;
    }

    public Task Kill(string victim) => Set.Kill(victim);

    public Task Freeze(string victim, TimeSpan time, CancellationToken cancel) => Set.Freeze(victim, time, cancel);

    public Task TakeAway(string victim, TimeSpan time, CancellationToken cancel) => Set.TakeAway(victim, time, cancel);

    public IEnumerable<DbConnection> Databases() => Set.Settings
        .Where(x => x.Key.StartsWith("ConnectionStrings:", StringComparison.Ordinal))
        .Select(x => new NpgsqlConnection($"{x.Value};Pooling=false")); // a pool would keep what died with the server

    public IReadOnlyList<int> Processes() =>
        [.. Set.Processes.Where(name => name.Contains('-') || name == "gateway").Select(Set.IdOf)];

    public string KeepLogs()
    {
        keepsLogs = true;
        return folder;
    }

    public async Task<string> Aside()
    {
        using var said = new StringWriter();
        await Desk.Run(["list", .. Set.Settings.SelectMany(x => (string[])[$"--{x.Key}", x.Value])], said, said);
        return said.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (set is not null)
            await set.DisposeAsync();
        if (!keepsLogs)
            Directory.Delete(folder, recursive: true);
    }
}
