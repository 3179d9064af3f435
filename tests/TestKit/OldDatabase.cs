using System.Data.Common;
using System.Text;
using FiveSocieties.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FiveSocieties.Tests.TestKit;

/// <summary>A service's database that an older version left behind, and the starts that upgrade it.</summary>
public sealed class OldDatabase : IDisposable
{
    private const string MadeInFile = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name";

    private const string MadeOnServer =
        """
        SELECT 'table', relname::text, '' FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        UNION ALL SELECT table_name::text, column_name::text, concat_ws(' ', data_type, is_nullable, column_default)
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint', conname::text, pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'trigger', tgname::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        ORDER BY 1, 2
        """;

    private readonly Type context;
    private readonly string? file;
    private readonly string connection;

    private OldDatabase(Type context, string? file, string connection) =>
        (this.context, this.file, this.connection) = (context, file, connection);

    /// <summary>An empty one, brought to a migration.</summary>
    /// <param name="context">The context of the service for the engine in use.</param>
    /// <param name="folder">Where a file is to lie; null for a database of the shared server.</param>
    /// <param name="migration">The last that the older version knew.</param>
    public static async Task<OldDatabase> At(Type context, string? folder, string migration)
    {
        var old = folder is null
            ? new OldDatabase(context, null, await (await RealPostgres.Shared).NewDatabase())
            : On(context, Path.Combine(folder, $"{Guid.NewGuid():N}.db"));
        await using var db = old.Open();
        await db.GetService<IMigrator>().MigrateAsync(migration);
        return old;
    }

    /// <summary>The same database once more, with all that it holds.</summary>
    public async Task<OldDatabase> Copy()
    {
        Dispose();
        if (file is null)
            return new(context, null, await (await RealPostgres.Shared).NewDatabase(like: connection));
        var copy = Path.Combine(Path.GetDirectoryName(file)!, $"{Guid.NewGuid():N}.db");
        File.Copy(file, copy);
        return On(context, copy);
    }

    /// <summary>As the service opens it, but that no change of the model is looked for each time.</summary>
    public DbContext Open(params IInterceptor[] interceptors)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(
            typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        options = file is null ? options.UseNpgsql(connection) : options.UseSqliteFile(file, flush: false);
        options.AddInterceptors(interceptors).ConfigureWarnings(x => x.Ignore(RelationalEventId.PendingModelChangesWarning));
        return (DbContext)Activator.CreateInstance(context, options.Options)!;
    }

    /// <summary>A start (of the service on a file, of its migration job on a server) is killed before the given statement;
    /// false when it has fewer.</summary>
    public async Task<bool> DiesAt(int statement)
    {
        try
        {
            await Upgrade(new Death(statement));
            return false;
        }
        catch (DeadException)
        {
            return true;
        }
    }

    /// <summary>The next start, which nobody kills.</summary>
    public Task Upgrade() => Upgrade([]);

    /// <summary>All that it holds, as text: how it is made, and every row.</summary>
    public async Task<string> State()
    {
        await using DbConnection own = file is null ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
        await own.OpenAsync();
        await using var command = own.CreateCommand();
        command.CommandText = file is null ? MadeOnServer : MadeInFile;
        var (state, tables) = (new StringBuilder(), new List<string>());
        for (var next = 0; next <= tables.Count; next++)
        {
            await using (var reader = await command.ExecuteReaderAsync())
                while (await reader.ReadAsync())
                {
                    if (next == 0 && reader.GetString(0) == "table")
                        tables.Add(reader.GetString(1));
                    state.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)).AppendLine();
                }

            if (next < tables.Count)
                command.CommandText = $"SELECT * FROM \"{tables[next]}\"";
        }

        return state.ToString();
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        if (file is null)
            NpgsqlConnection.ClearPool(new(connection));
        else
            SqliteConnection.ClearPool(new(connection));
    }

    private static OldDatabase On(Type context, string file) => new(context, file, $"Data Source={file}");

    private async Task Upgrade(params IInterceptor[] interceptors)
    {
        await using var services = new ServiceCollection().AddSingleton<HeldFiles>()
            .AddScoped(context, _ => Open(interceptors)).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await new ServiceDatabase(context.Name, context, context, file, Create: false, "Outbox")
            .Upgrade(scope.ServiceProvider);
    }

    private sealed class DeadException : Exception;

    /// <summary>From then on nothing is written any more, and what was not committed is gone. The lock of a migration
    /// stays where it is.</summary>
    private sealed class Death(int at) : DbCommandInterceptor
    {
        private int statement;

        public override InterceptionResult<int> NonQueryExecuting(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
            statement++ >= at ? throw new DeadException() : result;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
            CancellationToken cancellationToken = default) =>
            new(NonQueryExecuting(command, eventData, result));
    }
}
