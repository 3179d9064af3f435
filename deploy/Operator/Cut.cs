using Microsoft.Data.Sqlite;

namespace FiveSocieties.Operator;

/// <summary>
/// One moment of all databases. For an instant nobody may commit anywhere; in that instant each database is given a
/// reader, who goes on seeing it as it was. So nothing is heard in a copy that is not told in another: a message is
/// either still in its teller's outbox, or dealt with in all databases of its hearers.
/// </summary>
internal sealed class Cut : IDisposable
{
    private readonly List<SqliteConnection> readers = [];

    public Cut(IReadOnlyList<string> files)
    {
        var writers = files.Select(Open).ToList();
        try
        {
            foreach (var writer in writers)
                Say(writer, "BEGIN IMMEDIATE");
            readers.AddRange(files.Select(Open));
            foreach (var reader in readers)
                Say(reader, "BEGIN; SELECT count(*) FROM sqlite_master");
        }
        finally
        {
            writers.ForEach(writer => writer.Dispose());
        }
    }

    public void Copy(string folder)
    {
        foreach (var reader in readers)
        {
            using var copy = Open(Path.Combine(folder, Path.GetFileName(reader.DataSource)));
            reader.BackupDatabase(copy);
            Say(copy, "PRAGMA journal_mode = DELETE"); // the whole database in the one file
            if (Ask(copy, "PRAGMA integrity_check") is not "ok")
                throw new OrderException($"The copy of '{reader.DataSource}' is damaged.");
        }
    }

    public void Dispose() => readers.ForEach(reader => reader.Dispose());

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Say(connection, "PRAGMA busy_timeout = 30000");
        return connection;
    }

    private static void Say(SqliteConnection connection, string sql) => Ask(connection, sql);

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
