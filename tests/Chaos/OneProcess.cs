using System.Data.Common;
using FiveSocieties.Operator;
using FiveSocieties.Tests.TestKit;
using Microsoft.Data.Sqlite;

namespace FiveSocieties.Tests.Chaos;

/// <summary>Everything in one process on SQLite, which is started again whenever it was killed.</summary>
public sealed class OneProcess : IForm
{
    /// <summary>The first word by which this program runs the platform itself, weakened.</summary>
    public const string HostCommand = "host";

    private readonly string folder = Directory.CreateTempSubdirectory("five-chaos-").FullName;
    private readonly IReadOnlyList<Guard> without;
    private StandaloneProcess process;
    private bool keepsLogs;

    public OneProcess(IReadOnlyList<Guard>? without = null)
    {
        this.without = without ?? [];
        Address = new($"http://127.0.0.1:{FreePort.Find()}");
        process = Start();
    }

    public Uri Address { get; }

    public IReadOnlyList<string> Victims => ["the process"];

    public string? Broker => null;

    public Task Kill(string victim)
    {
        process.Kill();
        process.Dispose();
        process = Start();
        return Task.CompletedTask;
    }

    public Task Freeze(string victim, TimeSpan time, CancellationToken cancel) => process.Freeze(time, cancel);

    public Task TakeAway(string victim, TimeSpan time, CancellationToken cancel) =>
        throw new NotSupportedException("The bus is in the process.");

    public IEnumerable<DbConnection> Databases() => Directory.GetFiles(folder, "*.db").Select(file =>
        new SqliteConnection($"Data Source={file};Mode=ReadOnly;Default Timeout=5"));

    public IReadOnlyList<int> Processes() => [process.Id];

    public string KeepLogs()
    {
        keepsLogs = true;
        return folder;
    }

    public async Task<string> Aside()
    {
        using var said = new StringWriter();
        await Desk.Run(["list", "--data", folder], said, said);
        return said.ToString();
    }

    public ValueTask DisposeAsync()
    {
        process.Dispose();
        if (!keepsLogs)
            Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private StandaloneProcess Start() => without.Count == 0
        ? new(Address, "--data", folder, "--empty")
        : StandaloneProcess.Of(
            typeof(Weakened).Assembly, Address, HostCommand, string.Join(',', without), "--data", folder, "--empty");
}
