using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace FiveSocieties.Tests.RealParts;

/// <summary>A row in every table, made of nothing but the schema, and what an upgrade must leave of it.</summary>
public sealed class Filling
{
    private readonly string migration;
    private readonly Dictionary<string, Dictionary<string, string?>> rows = [];

    private Filling(string migration) => this.migration = migration;

    /// <summary>Puts a row into every table that there is at a migration.</summary>
    public static async Task<Filling> Fill(DbContext db, string migration)
    {
        var filling = new Filling(migration);
        await db.Database.OpenConnectionAsync();
        var values = new Dictionary<IColumn, object>();
        var (old, newest) = (ModelAt(db, migration), db.GetService<IDesignTimeModel>().Model.GetRelationalModel());
        var checks = old.Tables.Concat(newest.Tables).SelectMany(x => x.CheckConstraints)
            .ToLookup(x => x.EntityType.GetTableName(), x => x.Sql);
        foreach (var table in ParentsFirst(old))
        {
            foreach (var column in table.Columns)
                values[column] = Value(column, values, checks[table.Name].Any(x => x.Contains($"\"{column.Name}\"")));
            await Insert(db, table, values);
            filling.rows[table.Name] = Assert.Single(await Read(db, table.Name));
            Assert.Equal(table.Columns.Select(x => x.Name).Order(), filling.rows[table.Name].Keys.Order());
        }

        Assert.True(filling.rows.Count > 4, $"{filling.rows.Count} tables are too few.");
        return filling;
    }

    /// <summary>Every row is still there, with every value that it had, and new columns say what the migrations give
    /// them.</summary>
    public async Task AssertKept(DbContext db, string when)
    {
        await db.Database.OpenConnectionAsync();
        var added = Operations(db).OfType<AddColumnOperation>().ToLookup(x => x.Table);
        foreach (var (table, before) in rows)
        {
            var after = await Read(db, table);
            Assert.True(after.Count == 1, $"{when}: {after.Count} rows in {table}.");
            var expected = new Dictionary<string, string?>(before);
            foreach (var column in added[table])
                expected.Add(column.Name, Text(column.DefaultValue));
            Assert.True(
                Written(expected) == Written(after[0]),
                $"{when}: in {table} there should be\n  {Written(expected)}\nbut there is\n  {Written(after[0])}");
        }
    }

    private static string Written(Dictionary<string, string?> row) =>
        string.Join(", ", row.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}={x.Value ?? "NULL"}"));

    /// <summary>What happens after the migration, in order.</summary>
    private IEnumerable<MigrationOperation> Operations(DbContext db)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        return assembly.Migrations.Where(x => string.CompareOrdinal(x.Key, migration) > 0)
            .SelectMany(x => assembly.CreateMigration(x.Value, db.Database.ProviderName!).UpOperations);
    }

    private static IRelationalModel ModelAt(DbContext db, string migration)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        var model = assembly.CreateMigration(assembly.Migrations[migration], db.Database.ProviderName!).TargetModel;
        return db.GetService<IModelRuntimeInitializer>().Initialize(model, designTime: true, validationLogger: null)
            .GetRelationalModel();
    }

    private static List<ITable> ParentsFirst(IRelationalModel model)
    {
        var (sorted, left) = (new List<ITable>(), model.Tables.ToList());
        while (left.Count > 0)
        {
            var next = left.First(x => x.ForeignKeyConstraints.All(key => !left.Contains(key.PrincipalTable)));
            left.Remove(next);
            sorted.Add(next);
        }

        return sorted;
    }

    /// <summary>Something that is not what a new column would hold by itself: a reference's own value, nothing but 0 where
    /// a check compares, otherwise a value of the type that no other column has.</summary>
    private static object Value(IColumn column, Dictionary<IColumn, object> values, bool isChecked)
    {
        foreach (var key in column.Table.ForeignKeyConstraints)
            if (key.Columns.ToList().IndexOf(column) is >= 0 and var i)
                return values[key.PrincipalColumns[i]];
        var type = column.StoreTypeMapping.Converter?.ProviderClrType ?? column.StoreTypeMapping.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var number = isChecked ? 0 : values.Count + 2;
        return type switch
        {
            _ when type == typeof(string) => Json(column.Name, column.PropertyMappings[0].Property.GetMaxLength()),
            _ when type == typeof(Guid) => new Guid($"00000000-0000-7000-8000-{number:D12}"),
            _ when type == typeof(byte[]) => new[] { (byte)number },
            _ when type == typeof(bool) => true,
            _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(number),
            _ when type.IsAssignableTo(typeof(IEnumerable<string>)) => new List<string> { column.Name },
            _ => Convert.ChangeType(number, type, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A text that is JSON too, since migrations read some of them as that.</summary>
    private static string Json(string name, int? longest) =>
        $"\"{name[..Math.Min(name.Length, (longest ?? int.MaxValue) - 2)]}\"";

    private static Task Insert(DbContext db, ITable table, Dictionary<IColumn, object> values)
    {
        var columns = table.Columns.ToList();
        var names = string.Join(", ", columns.Select(x => $"\"{x.Name}\""));
        var holes = string.Join(", ", columns.Select((_, i) => $"{{{i}}}"));
        return db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(
            $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({holes})", [.. columns.Select(x => values[x])]));
    }

    private static async Task<List<Dictionary<string, string?>>> Read(DbContext db, string table)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, string?>>();
        while (await reader.ReadAsync())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => Text(reader, i)));
        return rows;
    }

    private static string? Text(DbDataReader reader, int i) => reader.IsDBNull(i) ? null : Text(reader.GetValue(i));

    private static string? Text(object? value) => value switch
    {
        null => null,
        string[] list => string.Join(' ', list),
        byte[] bytes => Convert.ToHexString(bytes),
        bool truth => truth ? "1" : "0",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
