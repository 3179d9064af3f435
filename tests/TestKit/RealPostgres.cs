using DotNet.Testcontainers.Containers;
using Npgsql;
using Testcontainers.PostgreSql;

namespace FiveSocieties.Tests.TestKit;

/// <summary>
/// A real PostgreSQL: the one named by <c>FIVE_POSTGRES</c> (a connection string that may create databases), else a
/// container (image <c>FIVE_POSTGRES_IMAGE</c>), else the installed packages, run privately. Never the machine's
/// service.
/// </summary>
public sealed class RealPostgres : IAsyncDisposable
{
    private static readonly Lazy<Task<RealPostgres>> One = new(Start);
    private readonly string administrator;
    private readonly Func<Task<OwnServer>>? again;
    private IAsyncDisposable? server;

    private RealPostgres(string administrator, IAsyncDisposable? server, Func<Task<OwnServer>>? again = null) =>
        (this.administrator, this.server, this.again) = (administrator, server, again);

    /// <summary>The one of this test process: started by the first who asks, ended with the process.</summary>
    public static Task<RealPostgres> Shared => One.Value;

    public static async Task<RealPostgres> Start() =>
        Environment.GetEnvironmentVariable("FIVE_POSTGRES") is { Length: > 0 } given ? new(given, null)
        : await StartOwn();

    /// <summary>One that nobody else uses, so that it may be stopped and started again.</summary>
    public static async Task<RealPostgres> StartOwn() =>
        await Docker.Answers() ? await StartContainer() : await StartInstalled();

    /// <summary>Takes an own server away.</summary>
    public Task Stop() => server switch
    {
        IContainer container => container.StopAsync(),
        OwnServer own => own.Stop(),
        _ => throw new InvalidOperationException("This server was given by FIVE_POSTGRES: it stays up."),
    };

    /// <summary>Brings it back at the same address, over the same data.</summary>
    public async Task StartAgain()
    {
        if (server is IContainer container)
            await container.StartAsync();
        else
            server = await again!();
    }

    /// <summary>A database of the caller's own, as a connection string: empty, or like another that nobody has
    /// open.</summary>
    public async Task<string> NewDatabase(string? like = null)
    {
        var name = $"five_{Guid.NewGuid():N}";
        var template = like is null ? "template1" : new NpgsqlConnectionStringBuilder(like).Database;
        await using var connection = new NpgsqlConnection(administrator);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(administrator)
        {
            Database = name,
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 2, // each test leaves a pool behind
            ConnectionPruningInterval = 1,
        }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    private static async Task<RealPostgres> StartContainer()
    {
        var image = Environment.GetEnvironmentVariable("FIVE_POSTGRES_IMAGE") ?? "postgres:17";
        var container = new PostgreSqlBuilder(image).WithCommand("-c", "max_connections=400")
            .WithPortBinding(FreePort.Find(), 5432).Build(); // fixed, so that it comes back where it was
        await container.StartAsync();
        return new(container.GetConnectionString(), container);
    }

    private static async Task<RealPostgres> StartInstalled()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql", "*").Select(x => Path.Combine(x, "bin"))
                .Where(x => File.Exists(Path.Combine(x, "initdb"))).Max(StringComparer.Ordinal)
            : null;
        if (programs is null)
            throw new InvalidOperationException(
                "No PostgreSQL: set FIVE_POSTGRES, start Docker, or install the package 'postgresql'.");
        return await Patiently.Try(() => Start(programs, OwnServer.NewFolder(), FreePort.Find()));
    }

    private static async Task<RealPostgres> Start(string programs, string folder, int port)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "five",
            Password = Guid.NewGuid().ToString("N"),
            Database = "postgres",
            Pooling = false,
        };
        // Durability is not what a test asks of a throw-away server, speed is.
        var script = $"""
            [ -s data/PG_VERSION ] || {programs}/initdb -D data -U five -A scram-sha-256 --pwfile <(echo {connection.Password}) \
              -E UTF8 --locale=C --no-sync || exit 1
            exec {programs}/postgres -D data -p {port} -k "$1" -c listen_addresses=127.0.0.1 -c max_connections=400 \
              -c fsync=off -c synchronous_commit=off -c full_page_writes=off
            """;
        var plan = new OwnServer.Plan("postgres", "INT", script, () => Answers(connection.ConnectionString));
        return new(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = true }.ConnectionString,
            await OwnServer.Start(folder, plan), () => OwnServer.Start(folder, plan));
    }

    private static async Task<bool> Answers(string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
