using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FiveSocieties.Storage;

/// <summary>What a failure of a database means, told by its code: the words depend on the server's language.</summary>
public static class Failures
{
    /// <summary>Somebody else was first: the next try sees what they did.</summary>
    public static bool IsRace(Exception failure) => failure switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException { SqlState: "40001" or "40P01" } => true, // serialisation, deadlock
        SqliteException { SqliteErrorCode: 5 or 6 } => true, // busy, locked
        _ => failure.InnerException is { } inner && IsRace(inner),
    };

    /// <summary>The database is away: nothing that waits for it can be done better elsewhere.</summary>
    public static bool IsAway(Exception failure) => !IsRace(failure)
        && (failure is NpgsqlException { IsTransient: true } || (failure.InnerException is { } inner && IsAway(inner)));

    /// <summary>A unique key is taken: what is asked for is there already.</summary>
    public static bool IsDuplicate(Exception? failure) => failure switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        _ => false,
    };
}
