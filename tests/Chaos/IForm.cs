using System.Data.Common;

namespace FiveSocieties.Tests.Chaos;

/// <summary>The platform in one of its forms, and how to hurt it.</summary>
public interface IForm : IAsyncDisposable
{
    /// <summary>The gateway.</summary>
    Uri Address { get; }

    /// <summary>What can be killed or frozen, by name.</summary>
    IReadOnlyList<string> Victims { get; }

    /// <summary>What can be taken away for a while, when there is one.</summary>
    string? Broker { get; }

    /// <summary>kill -9; it starts again.</summary>
    Task Kill(string victim);

    /// <summary>SIGSTOP for so long.</summary>
    Task Freeze(string victim, TimeSpan time, CancellationToken cancel);

    /// <summary>kill -9, and it starts again only after so long.</summary>
    Task TakeAway(string victim, TimeSpan time, CancellationToken cancel);

    /// <summary>A connection to each service's database, not opened.</summary>
    IEnumerable<DbConnection> Databases();

    /// <summary>Ids of the platform's own processes: the servers between them are not ours.</summary>
    IReadOnlyList<int> Processes();

    /// <summary>Its folder, with what each process said, stays when it ends; where that is.</summary>
    string KeepLogs();

    /// <summary>What was put aside, as an operator sees it.</summary>
    Task<string> Aside();
}
