using FiveSocieties.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FiveSocieties.Storage;

/// <summary>Makes the databases of a process ready, all at the same time.</summary>
public static class Preparation
{
    /// <summary>Adds a database that is made ready before the process serves.</summary>
    public static void AddServiceDatabase(this IServiceCollection services, ServiceDatabase database)
    {
        services.TryAddSingleton<HeldFiles>();
        services.AddSingleton(database);
        services.AddHealthChecks().Add(new($"{database.Name} database",
            provider => ActivatorUtilities.CreateInstance<DatabaseHealth>(provider, database), null, null,
            DatabaseHealth.Patience));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGroundwork, PreparedDatabases>());
    }

    /// <summary>What <see cref="Start.Run"/> does before a host starts, for a host that is started otherwise.</summary>
    public static Task PrepareDatabases(this IHost host) =>
        Task.WhenAll(host.Services.GetServices<IGroundwork>().Select(ground => ground.Prepare()));
}

/// <summary>Each SQLite file is upgraded in place at start. A PostgreSQL database is left to <see cref="Migrate"/>,
/// unless the service has no migrations yet.</summary>
internal sealed class PreparedDatabases(IServiceProvider services) : IGroundwork
{
    public Task Prepare() => Each((database, scope) => database.Prepare(scope));

    public Task Warm() => Each((database, scope) => database.Warm(scope));

    public Task Migrate() => Each((database, scope) => database.Upgrade(scope));

    private Task Each(Func<ServiceDatabase, IServiceProvider, Task> act) =>
        Task.WhenAll(services.GetServices<ServiceDatabase>().Select(database => Task.Run(async () =>
        {
            await using var scope = services.CreateAsyncScope();
            await act(database, scope.ServiceProvider);
        })));
}
