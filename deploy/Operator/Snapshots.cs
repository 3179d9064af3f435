using Npgsql;

namespace FiveSocieties.Operator;

/// <summary>
/// One moment of all databases of servers. For an instant nobody may tell anything anywhere, so nobody commits what others
/// would hear; in that instant each database is given a reader, who goes on seeing it as it was.
/// </summary>
internal sealed class Snapshots : IAsyncDisposable
{
    private readonly List<Reader> readers = [];

    private Snapshots()
    {
    }

    public static async Task<Snapshots> Take(IReadOnlyList<HouseDatabase> databases)
    {
        var (snapshots, writers) = (new Snapshots(), new List<NpgsqlConnection>());
        try
        {
            foreach (var database in databases)
            {
                writers.Add(await Postgres.Open(database.Connection));
                snapshots.readers.Add(new(database, await Postgres.Open(database.Connection)));
            }

            foreach (var writer in writers)
                await Postgres.Ask(writer,
                    """SET lock_timeout = '10s'; BEGIN; LOCK TABLE "Outbox" IN SHARE ROW EXCLUSIVE MODE""");
            foreach (var reader in snapshots.readers)
                reader.Name = (string)(await Postgres.Ask(reader.Connection,
                    """
                    SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
                    SELECT pg_export_snapshot()
                    """))!;
            return snapshots;
        }
        catch
        {
            await snapshots.DisposeAsync();
            throw;
        }
        finally
        {
            foreach (var writer in writers)
                await writer.DisposeAsync();
        }
    }

    /// <summary>Copies each; everybody may be writing on.</summary>
    public async Task Dump(Func<HouseDatabase, string> file)
    {
        foreach (var reader in readers)
            await Postgres.Run("pg_dump", reader.Database.Connection,
                "--format=custom", "--no-owner", "--no-privileges", $"--snapshot={reader.Name}", $"--file={file(reader.Database)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in readers)
            await reader.Connection.DisposeAsync();
    }

    private sealed record Reader(HouseDatabase Database, NpgsqlConnection Connection)
    {
        public string Name { get; set; } = "";
    }
}
