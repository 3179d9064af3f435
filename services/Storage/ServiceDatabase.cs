using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FiveSocieties.Storage;

/// <summary>A database of this process, made ready before anybody uses it.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Context">What features ask for.</param>
/// <param name="File">Null for a server.</param>
/// <param name="Create">Made from the model at once, without migrations: for tests.</param>
/// <param name="Table">One that is always there once it is made.</param>
public sealed record ServiceDatabase(string Name, Type Context, string? File, bool Create, string Table)
{
    /// <summary>At start: a file is upgraded in place; a server is left to <see cref="Upgrade"/>, unless the service
    /// has no migrations yet.</summary>
    /// <exception cref="ServiceStartException">It cannot be used.</exception>
    public Task Prepare(IServiceProvider scope) => Guarded(scope, async db =>
    {
        var newest = Create ? null : db.Database.GetMigrations().LastOrDefault();
        if (File is null ? newest is null : !await FileState.IsCurrent(File, newest, Table))
            await Make(db);
    });

    /// <summary>Brings it up to date.</summary>
    /// <exception cref="ServiceStartException">It cannot be used.</exception>
    public Task Upgrade(IServiceProvider scope) => File is null ? Guarded(scope, Make) : Prepare(scope);

    private Task Make(DbContext db) => Create || !db.Database.GetMigrations().Any()
        ? db.Database.EnsureCreatedAsync()
        : db.Database.MigrateAsync();

    private async Task Guarded(IServiceProvider scope, Func<DbContext, Task> act)
    {
        try
        {
            if (File is not null)
                scope.GetRequiredService<HeldFiles>().Hold(File);
            await act((DbContext)scope.GetRequiredService(Context));
        }
        catch (Exception e)
            when (e is SqliteException or IOException or UnauthorizedAccessException or NpgsqlException)
        {
            throw new ServiceStartException($"The database '{File ?? Name}' cannot be used: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
