using FiveSocieties.Insights;
using FiveSocieties.Insights.Courses;
using FiveSocieties.Insights.EventLog;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FiveSocieties.Tests.Benchmarks;

/// <summary>Fills the log as fast as each engine can, past the bus.</summary>
internal static class FilledLog
{
    private const string Columns = """
        "Id", "Type", "OccurredAt", "Community", "Version", "WhistleId", "Body", "Round", "Code", "Urgency", "Amount",
        "Due", "MicroGridId", "InvitationId"
        """;

    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Bigint,
        NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid,
    ];

    /// <summary>Writes the rows, whistle by whistle, and the course of each; PostgreSQL then looks at what it has, as it
    /// would by itself in time. Answers how many there are.</summary>
    public static async Task<int> Fill(InsightsDb db, IEnumerable<LoggedEvent> rows)
    {
        await db.Database.OpenConnectionAsync();
        var courses = new List<Course>();
        var counted = Folding(rows, courses);
        var count = db.Database.GetDbConnection() is NpgsqlConnection postgres
            ? await Copy(postgres, counted)
            : await Insert((SqliteConnection)db.Database.GetDbConnection(), counted);
        foreach (var some in courses.Chunk(5000))
        {
            db.AddRange(some);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        return count;
    }

    /// <summary>The same rows; the courses that they make are added on the way.</summary>
    private static IEnumerable<LoggedEvent> Folding(IEnumerable<LoggedEvent> rows, List<Course> courses)
    {
        var told = new List<LoggedEvent>();
        foreach (var row in rows)
        {
            if (told is [var first, ..] && first.WhistleId != row.WhistleId)
                Fold();
            told.Add(row);
            yield return row;
        }

        Fold();

        void Fold()
        {
            courses.Add(Course.Of(told[0].WhistleId!.Value, told));
            told.Clear();
        }
    }

    private static async Task<int> Copy(NpgsqlConnection connection, IEnumerable<LoggedEvent> rows)
    {
        var count = 0;
        await using var copy = await connection.BeginBinaryImportAsync(
            $"""COPY "Events" ({Columns}) FROM STDIN (FORMAT BINARY)""");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var (value, type) in Values(row).Zip(Types))
                await (value is null ? copy.WriteNullAsync() : copy.WriteAsync(value, type));
            count++;
        }

        await copy.CompleteAsync();
        return count;
    }

    private static async Task<int> Insert(SqliteConnection connection, IEnumerable<LoggedEvent> rows)
    {
        var count = 0;
        await using var transaction = connection.BeginTransaction();
        await using var insert = connection.CreateCommand();
        var parameters = Types.Select((_, i) => insert.Parameters.Add(new($"$p{i}", null))).ToList();
        insert.CommandText = $"""
            INSERT INTO "Events" ({Columns}) VALUES ({string.Join(", ", parameters.Select(x => x.ParameterName))})
            """;
        foreach (var row in rows)
        {
            foreach (var (value, parameter) in Values(row).Zip(parameters))
                parameter.Value = value ?? DBNull.Value;
            insert.ExecuteNonQuery();
            count++;
        }

        await transaction.CommitAsync();
        return count;
    }

    private static object?[] Values(LoggedEvent row) =>
    [
        row.Id, row.Type, row.OccurredAt.UtcTicks, row.Community, row.Version, row.WhistleId, row.Body, row.Round,
        row.Code, row.Urgency?.ToString(), row.Amount, row.Due?.UtcTicks, row.MicroGridId, row.InvitationId,
    ];
}
