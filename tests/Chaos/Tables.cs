using System.Data.Common;

namespace FiveSocieties.Tests.Chaos;

/// <summary>The tables through which messages pass, in every database of the platform.</summary>
public static class Tables
{
    /// <summary>What was told and has not left, all services together; null while a database is away.</summary>
    public static Task<long?> Waiting(IForm form) => Count(form, "Outbox");

    /// <summary>Rows of one table, all services together; null while a database is away.</summary>
    public static async Task<long?> Count(IForm form, string table)
    {
        var rows = 0L;
        foreach (var database in form.Databases())
        {
            await using (database)
            {
                try
                {
                    await database.OpenAsync();
                    await using var count = database.CreateCommand();
                    count.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
                    rows += Convert.ToInt64(await count.ExecuteScalarAsync());
                }
                catch (DbException)
                {
                    return null;
                }
            }
        }

        return rows;
    }
}
