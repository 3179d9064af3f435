using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace FiveSocieties.Operator;

/// <summary>A PostgreSQL server: asked over a connection, or by the programs that come with it.</summary>
internal static class Postgres
{
    private const string Packages = "/usr/lib/postgresql";

    /// <summary>A session of its own, which ends when it is closed.</summary>
    public static async Task<NpgsqlConnection> Open(string connection, string? database = null)
    {
        var how = new NpgsqlConnectionStringBuilder(connection) { Pooling = false, CommandTimeout = 60 };
        how.Database = database ?? how.Database;
        var opened = new NpgsqlConnection(how.ConnectionString);
        await opened.OpenAsync();
        return opened;
    }

    /// <summary>The first value of the last answer.</summary>
    public static async Task<object?> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var answer = await command.ExecuteReaderAsync();
        object? last = null;
        do
        {
            while (await answer.ReadAsync())
                last = answer.GetValue(0);
        }
        while (await answer.NextResultAsync());
        return last;
    }

    /// <summary>Runs <c>pg_dump</c> or <c>pg_restore</c>. How to reach the server is said in its environment, which
    /// only its own user can read: a password never stands on a command line.</summary>
    /// <exception cref="OrderException">It is not there, or it failed.</exception>
    public static async Task Run(string program, string connection, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardError = true };
        foreach (var (name, value) in ((string, string?)[])
        [
            ("PGHOST", to.Host), ("PGPORT", to.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", to.Username),
            ("PGPASSWORD", to.Password), ("PGPASSFILE", to.Passfile), ("PGDATABASE", to.Database),
            ("PGSSLMODE", ModeOf(to.SslMode)), ("PGSSLROOTCERT", to.RootCertificate),
            ("PGSSLCERT", to.SslCertificate), ("PGSSLKEY", to.SslKey),
        ])
        {
            if (value is { Length: > 0 })
                start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new OrderException(
                    $"{program} of '{to.Database}' failed: {said.Split('\n')[0].Trim()}");
        }
        catch (Win32Exception)
        {
            throw new OrderException($"'{program}' is not installed here (package postgresql-client).");
        }
    }

    /// <summary>The newest that the distribution has: it reads every older server.</summary>
    private static string Find(string program) => !Directory.Exists(Packages) ? program
        : Directory.GetDirectories(Packages)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin", program)).FirstOrDefault(File.Exists) ?? program;

    private static string ModeOf(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
