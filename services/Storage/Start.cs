using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Storage;

/// <summary>The process cannot start; the message is one sentence for the operator.</summary>
public sealed class ServiceStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>How a process starts: databases first, then listening.</summary>
public static class Start
{
    /// <summary>Prepares the databases and runs until told to stop. <c>--migrate</c>: brings the databases up to date
    /// and ends. Returns the exit code; 1 with one sentence on the error stream when the start fails.</summary>
    public static async Task<int> RunService(this WebApplication app, string[] args)
    {
        try
        {
            await (args.Contains("--migrate") ? Migrate(app.Services) : Serve(app));
            return 0;
        }
        catch (Exception failure)
            when (failure is ServiceStartException or OptionsValidationException
                or IOException { InnerException: AddressInUseException })
        {
            await app.StopAsync(); // what had started before the one that could not
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    private static async Task Serve(WebApplication app)
    {
        await app.PrepareDatabases();
        var warm = Each(app.Services, (db, scope) => db.Warm(scope));
        await app.StartAsync();
        await warm;
        await app.WaitForShutdownAsync();
    }

    /// <summary>Makes each SQLite file ready, all at the same time, upgrading in place. A PostgreSQL database is left
    /// to <see cref="Migrate"/>, unless the service has no migrations yet.</summary>
    public static Task PrepareDatabases(this IHost host) => Each(host.Services, (db, scope) => db.Prepare(scope));

    /// <summary>Brings each database up to date: the job that runs before a new version is rolled out.</summary>
    public static Task Migrate(IServiceProvider services) => Each(services, (db, scope) => db.Upgrade(scope));

    private static Task Each(IServiceProvider services, Func<ServiceDatabase, IServiceProvider, Task> act) =>
        Task.WhenAll(services.GetServices<ServiceDatabase>().Select(database => Task.Run(async () =>
        {
            await using var scope = services.CreateAsyncScope();
            await act(database, scope.ServiceProvider);
        })));
}
