using System.Diagnostics;
using Npgsql;

namespace FiveSocieties.Operator;

/// <summary>
/// Databases take the place of others. They are made beside them under another name; then the old ones get another
/// name, then the new ones get theirs: whoever is killed in between gives the order again.
/// </summary>
internal sealed class Exchange(IReadOnlyList<HouseDatabase> databases) : IAsyncDisposable
{
    /// <summary>PostgreSQL cuts off what is longer than 63 letters.</summary>
    private const int LongestName = 63 - 25;

    private static readonly TimeSpan LongestLeaving = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, NpgsqlConnection> servers = [];
    private readonly string before = $"_before_{DateTimeOffset.UtcNow:yyyyMMddHHmmssfff}";

    /// <summary>Who is just leaving gets the time that PostgreSQL itself gives before it renames; its own workers step aside.
    /// </summary>
    /// <exception cref="OrderException">Somebody is.</exception>
    public async Task NobodyIsConnected()
    {
        var patience = Stopwatch.StartNew();
        foreach (var database in databases)
            while (await IsSomebodyConnected(database))
            {
                if (patience.Elapsed > LongestLeaving)
                    throw new OrderException(
                        $"Somebody is connected to the database '{NameOf(database)}': end all services first.");
                await Task.Delay(LongestLeaving / 50);
            }
    }

    /// <summary>Makes each new one from its dump; nobody sees it yet.</summary>
    public async Task Prepare(Func<HouseDatabase, string> dump)
    {
        foreach (var database in databases)
        {
            var server = await ServerOf(database);
            var made = $"{NameOf(database)}_restoring";
            await Postgres.Ask(server, $"DROP DATABASE IF EXISTS {Quoted(made)}");
            await Postgres.Ask(server, $"CREATE DATABASE {Quoted(made)} TEMPLATE template0");
            var to = new NpgsqlConnectionStringBuilder(database.Connection) { Database = made };
            await Postgres.Run("pg_restore", to.ConnectionString, "--exit-on-error", "--single-transaction", "--no-owner",
                "--no-privileges", $"--dbname={made}", dump(database));
        }
    }

    /// <summary>Gives what stands there another name: all of a server or none, and none while somebody uses one. Returns
    /// what the names end with.</summary>
    public async Task<string> SetAside()
    {
        await Rename(name => name, name => name + before, mayBeAbsent: true);
        return $"*{before}";
    }

    /// <summary>Gives the new ones their names.</summary>
    public Task PutInPlace() => Rename(name => $"{name}_restoring", name => name);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values)
            await server.DisposeAsync();
    }

    private async Task<bool> IsSomebodyConnected(HouseDatabase database)
    {
        await using var ask = new NpgsqlCommand(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend')",
            await ServerOf(database));
        ask.Parameters.AddWithValue(NameOf(database));
        return await ask.ExecuteScalarAsync() is true;
    }

    private async Task Rename(Func<string, string> from, Func<string, string> to, bool mayBeAbsent = false)
    {
        foreach (var server in servers.Values)
        {
            await using var transaction = await server.BeginTransactionAsync();
            foreach (var database in databases.Where(database => servers[KeyOf(database)] == server))
            {
                var name = NameOf(database);
                await using var there = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", server);
                there.Parameters.AddWithValue(from(name));
                if (!mayBeAbsent || await there.ExecuteScalarAsync() is not null)
                    await Postgres.Ask(server, $"ALTER DATABASE {Quoted(from(name))} RENAME TO {Quoted(to(name))}");
            }

            await transaction.CommitAsync();
        }
    }

    private async Task<NpgsqlConnection> ServerOf(HouseDatabase database) =>
        servers.TryGetValue(KeyOf(database), out var server) ? server
        : servers[KeyOf(database)] = await Postgres.Open(database.Connection, "postgres");

    private static string KeyOf(HouseDatabase database)
    {
        var to = new NpgsqlConnectionStringBuilder(database.Connection);
        return $"{to.Username}@{to.Host}:{to.Port}";
    }

    private static string NameOf(HouseDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.Connection).Database is { Length: > 0 and <= LongestName } name
            ? name
            : throw new OrderException(
                $"ConnectionStrings:{database.Service} names no database, or one of more than {LongestName} letters.");

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
