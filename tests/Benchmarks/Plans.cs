using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Benchmarks;

/// <summary>Remembers the questions that a database is asked, and how the engine goes about each, as it says itself.</summary>
internal sealed class Plans : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<(string Name, object? Value)>> asked = new();

    /// <summary>Forget what was asked so far.</summary>
    public void Clear() => asked.Clear();

    /// <summary>To be added to the services of the host whose databases are looked at.</summary>
    public void Watch(IServiceCollection services) => services
        .AddSingleton(this).AddSingleton(typeof(IDbContextOptionsConfiguration<>), typeof(Watching<>));

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        asked.TryAdd(command.CommandText,
            [.. command.Parameters.Cast<DbParameter>().Select(x => (x.ParameterName, x.Value))]);
        return new(result);
    }

    /// <summary>Asks each once more and prints the plan; PostgreSQL with what it really did.</summary>
    public async Task Print(DbContext db, TextWriter print)
    {
        await db.Database.OpenConnectionAsync();
        foreach (var (text, parameters) in asked.Where(x => !x.Key.Contains("box\"")).ToList())
        {
            await using var explain = db.Database.GetDbConnection().CreateCommand();
            explain.CommandText = $"{(db.Database.IsNpgsql() ? "EXPLAIN (ANALYZE, BUFFERS)" : "EXPLAIN QUERY PLAN")} {text}";
            foreach (var (name, value) in parameters)
            {
                var parameter = explain.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                explain.Parameters.Add(parameter);
            }

            await print.WriteLineAsync($"    {text.ReplaceLineEndings(" ")}");
            await using var lines = await explain.ExecuteReaderAsync();
            while (await lines.ReadAsync())
                await print.WriteLineAsync($"      -> {lines.GetString(lines.FieldCount - 1)}");
        }

        Clear();
    }

    private sealed class Watching<TContext>(Plans plans) : IDbContextOptionsConfiguration<TContext>
        where TContext : DbContext
    {
        public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) =>
            optionsBuilder.AddInterceptors(plans);
    }
}
