using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace FiveSocieties.Storage;

/// <summary>Sets a context up for a SQLite file that one process writes.</summary>
public static class SqliteFile
{
    /// <summary>Uses the file with one writer at a time. <paramref name="flush"/>: each commit reaches the disk, for
    /// places where the power may fail.</summary>
    public static DbContextOptionsBuilder UseSqliteFile(
        this DbContextOptionsBuilder options, string file, bool flush) => options
            .UseSqlite($"Data Source={file}")
            .ReplaceService<IRelationalTransactionFactory, WriterTransactionFactory>()
            .ReplaceService<IMigrationsSqlGenerator, WholeMigrations>()
            .AddInterceptors(flush ? SqlitePragmas.Full : SqlitePragmas.Normal, WriterGate.Keeper);
}

/// <summary>SQLite has one writer. Transactions queue here, in order, instead of polling the file's lock: without
/// a gate a single writer starves for up to two seconds beside busy ones (measured).</summary>
internal sealed class WriterGate : DbTransactionInterceptor
{
    /// <summary>A second transaction on a file inside the first is an error, not a stillness.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new();

    public static WriterGate Keeper { get; } = new();

    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result)
    {
        if (!Of(connection).Wait(Patience))
            throw Late(connection);
        return Begin(connection, eventData.IsolationLevel);
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        if (!await Of(connection).WaitAsync(Patience, cancellationToken))
            throw Late(connection);
        return Begin(connection, eventData.IsolationLevel);
    }

    public static SemaphoreSlim Of(DbConnection connection) =>
        Gates.GetOrAdd(connection.DataSource, _ => new SemaphoreSlim(1, 1));

    private static InterceptionResult<DbTransaction> Begin(DbConnection connection, IsolationLevel level)
    {
        try
        {
            return InterceptionResult<DbTransaction>.SuppressWithResult(connection.BeginTransaction(level));
        }
        catch
        {
            Of(connection).Release();
            throw;
        }
    }

    private static TimeoutException Late(DbConnection connection) =>
        new($"'{Path.GetFileName(connection.DataSource)}' had another writer for {Patience.TotalSeconds} s.");
}

/// <summary>Makes transactions that open the gate again however they end: commit, rollback, disposal.</summary>
internal sealed class WriterTransactionFactory(RelationalTransactionFactoryDependencies dependencies)
    : RelationalTransactionFactory(dependencies)
{
    public override RelationalTransaction Create(
        IRelationalConnection connection,
        DbTransaction transaction,
        Guid transactionId,
        IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger,
        bool transactionOwned) => new WriterTransaction(
            connection,
            transaction,
            transactionId,
            logger,
            transactionOwned,
            Dependencies.SqlGenerationHelper);

    private sealed class WriterTransaction(
        IRelationalConnection connection,
        DbTransaction transaction,
        Guid transactionId,
        IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger,
        bool transactionOwned,
        ISqlGenerationHelper sql)
        : RelationalTransaction(connection, transaction, transactionId, logger, transactionOwned, sql)
    {
        private SemaphoreSlim? held = transactionOwned ? WriterGate.Of(connection.DbConnection) : null;

        protected override void ClearTransaction()
        {
            try
            {
                base.ClearTransaction();
            }
            finally
            {
                Interlocked.Exchange(ref held, null)?.Release();
            }
        }

        protected override async Task ClearTransactionAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await base.ClearTransactionAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Exchange(ref held, null)?.Release();
            }
        }
    }
}

/// <summary>Settings of each connection. NORMAL with write-ahead log: what is committed outlives kill -9 at any moment;
/// only a power cut may cost the last moments, never the file. FULL guards against that too, at the price of one
/// disk flush a commit.</summary>
internal sealed class SqlitePragmas(string synchronous) : DbConnectionInterceptor
{
    private readonly string sql = $"PRAGMA synchronous={synchronous}; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=1;";

    public static SqlitePragmas Normal { get; } = new("NORMAL");

    public static SqlitePragmas Full { get; } = new("FULL");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
