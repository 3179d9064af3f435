using FiveSocieties.ServiceDefaults;
using Microsoft.Data.Sqlite;

namespace FiveSocieties.Storage;

/// <summary>What a database file says about itself.</summary>
public static class FileState
{
    /// <summary>Whether its last migration is <paramref name="newest"/>; without migrations, whether it has
    /// <paramref name="table"/>. Asks the file itself: building EF's design-time model would cost each start half a
    /// second. The lock that a migration killed half-way leaves behind would be waited for without end: this process
    /// alone holds the file, so it is stale.</summary>
    public static async Task<bool> IsCurrent(string file, string? newest, string table)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = $name";
        var name = command.Parameters.AddWithValue("$name", newest is null ? table : "__EFMigrationsHistory");
        if (await command.ExecuteScalarAsync() is not 1L)
            return false;
        if (newest is null)
            return true;
        command.CommandText = "SELECT max(MigrationId) FROM \"__EFMigrationsHistory\"";
        command.Parameters.Remove(name);
        var last = await command.ExecuteScalarAsync() as string;
        if (string.CompareOrdinal(last, newest) > 0)
            throw new ServiceStartException($"The database '{file}' was written by a newer version of this program.");
        return last == newest;
    }
}

/// <summary>Keeps a second process away from the database files for as long as this one lives.</summary>
public sealed class HeldFiles : IDisposable
{
    private readonly Dictionary<string, FileStream> held = [];

    public void Hold(string file)
    {
        lock (held)
        {
            if (held.ContainsKey(file))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            held[file] = Open(file);
        }
    }

    public void Dispose()
    {
        lock (held)
        {
            foreach (var stream in held.Values)
                stream.Dispose();
            held.Clear();
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new ServiceStartException($"The database '{file}' is in use by another process.", e);
        }
    }
}
