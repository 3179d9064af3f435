using System.Reflection;
using FiveSocieties.ServiceDefaults;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FiveSocieties.Storage;

/// <summary>A database of this process, made ready before anybody uses it.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Context">What features ask for.</param>
/// <param name="Engine">What carries the migrations of the engine in use.</param>
/// <param name="File">Null for a server.</param>
/// <param name="Create">Made from the model at once, without migrations: for tests.</param>
/// <param name="Table">One that is always there once it is made.</param>
public sealed record ServiceDatabase(
    string Name, Type Context, Type Engine, string? File, bool Create, string Table)
{
    /// <summary>At start: a file is upgraded in place; a server is left to <see cref="Upgrade"/>, unless the service
    /// has no migrations yet.</summary>
    /// <exception cref="ServiceStartException">It cannot be used.</exception>
    public Task Prepare(IServiceProvider scope) => Guarded(scope, async () =>
    {
        if (File is null ? Newest is null : !await FileState.IsCurrent(File, Newest, Table))
            await Make(scope);
    });

    /// <summary>Brings it up to date.</summary>
    /// <exception cref="ServiceStartException">It cannot be used.</exception>
    public Task Upgrade(IServiceProvider scope) => File is null ? Guarded(scope, () => Make(scope)) : Prepare(scope);

    /// <summary>Builds the model beside the start of the host, so that the first question need not wait for it.</summary>
    public Task Warm(IServiceProvider scope) =>
        Task.FromResult(((DbContext)scope.GetRequiredService(Context)).Model);

    /// <summary>The newest migration, read off the assembly: asking EF would cost each start its whole set-up.</summary>
    private string? Newest { get; } = Create ? null : Engine.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Migration))
            && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == Engine)
        .Max(type => type.GetCustomAttribute<MigrationAttribute>()!.Id);

    private Task Make(IServiceProvider scope)
    {
        var db = (DbContext)scope.GetRequiredService(Context);
        return Newest is null ? db.Database.EnsureCreatedAsync()
            : File is null ? db.Database.MigrateAsync()
            : WholeMigrations.Run(db);
    }

    private async Task Guarded(IServiceProvider scope, Func<Task> act)
    {
        try
        {
            if (File is not null)
                scope.GetRequiredService<HeldFiles>().Hold(File);
            await act();
        }
        catch (Exception e)
            when (e is SqliteException or IOException or UnauthorizedAccessException or NpgsqlException)
        {
            throw new ServiceStartException($"The database '{File ?? Name}' cannot be used: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
