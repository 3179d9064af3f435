using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace FiveSocieties.Storage;

/// <summary>A file is upgraded whole or not at all. Where SQLite must make a table anew, EF turns foreign keys off
/// in between, which ends the transaction: a process killed there would leave a file that no migration fits. Here they
/// are off for the connection before the first migration begins, see <see cref="Run"/>.</summary>
internal sealed class WholeMigrations(
    MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default) =>
        [.. base.Generate(operations, model, options).Where(x => !IsSwitch(x))];

    /// <summary>Brings a file up to date.</summary>
    public static async Task Run(DbContext db)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA foreign_keys = 0");
            await db.Database.MigrateAsync();
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static bool IsSwitch(MigrationCommand command) =>
        command.TransactionSuppressed && command.CommandText.StartsWith("PRAGMA foreign_keys", StringComparison.Ordinal);
}
