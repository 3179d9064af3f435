using FiveSocieties.Messaging;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Operator;

/// <summary>Of a service's database what every service has: what it tells, what it has put aside, what operators did.</summary>
public sealed class OperatorDb(DbContextOptions<OperatorDb> options) : ServiceDb(options);

/// <summary>Where the database of a service is.</summary>
/// <param name="Service">Such as <c>SocialWork</c>.</param>
/// <param name="File">The SQLite file; null for a server.</param>
/// <param name="Connection">The connection string of the server; empty for a file.</param>
public sealed record HouseDatabase(string Service, string? File, string Connection)
{
    /// <summary>As the service itself opens it: short transactions, one writer to a file.</summary>
    public OperatorDb Open()
    {
        var options = new DbContextOptionsBuilder<OperatorDb>();
        return new((File is null ? options.UseNpgsql(Connection) : options.UseSqliteFile(File, flush: false)).Options
            as DbContextOptions<OperatorDb> ?? throw new InvalidOperationException());
    }
}
