using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FiveSocieties.Tests.House;

/// <summary>A process killed while it upgrades a file leaves the file as it was.</summary>
public sealed class WholeUpgrades
{
    [Fact]
    public void No_migration_of_a_file_steps_out_of_its_transaction() => Law.Holds(
        "EF ends the transaction before such a statement, see WholeMigrations in services/Storage:",
        from context in Assemblies.SqliteContexts
        from command in Commands(context)
        where command.Sql.TransactionSuppressed
        select $"{command.Migration}: {command.Sql.CommandText}");

    private static IEnumerable<(string Migration, MigrationCommand Sql)> Commands(Type context)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(
            typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        using var db = (DbContext)Activator.CreateInstance(
            context, builder.UseSqliteFile(":memory:", flush: false).Options)!;
        var (assembly, generator, models) = (db.GetService<IMigrationsAssembly>(),
            db.GetService<IMigrationsSqlGenerator>(), db.GetService<IModelRuntimeInitializer>());
        foreach (var (id, type) in assembly.Migrations)
        {
            var migration = assembly.CreateMigration(type, db.Database.ProviderName!);
            var model = models.Initialize(migration.TargetModel, designTime: true, validationLogger: null);
            foreach (var sql in generator.Generate(migration.UpOperations, model))
                yield return (id, sql);
        }
    }
}
