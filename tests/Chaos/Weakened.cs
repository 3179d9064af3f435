using System.Data.Common;
using System.Text.Json;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Standalone;
using FiveSocieties.Storage;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Chaos;

/// <summary>What keeps messages from being lost or heard twice, and can be left out to see whether the accounts tell.</summary>
public enum Guard
{
    /// <summary>What is told waits in the database of the teller. Without: it is told at once, beside the save.</summary>
    Outbox,

    /// <summary>What was heard is remembered. Without: each message is new to everybody.</summary>
    Inbox,

    /// <summary>Hours are entered once for each engagement. Without: as often as they are told.</summary>
    BusinessKey,
}

/// <summary>The one process without some of its guards; never the product's own program.</summary>
public static class Weakened
{
    /// <summary>Runs it, as <c>deploy/Standalone</c> is run, until it is killed.</summary>
    public static Task<int> Host(IReadOnlyList<Guard> without, string[] args) =>
        StandaloneOptions.TryParse(args, out var options, out var sentence)
            ? Start.Run(args, _ => StandaloneApp.Build(options, builder => builder.Services
                .AddSingleton(without)
                .AddSingleton(typeof(IDbContextOptionsConfiguration<>), typeof(Weakening<>))))
            : throw new FormatException(sentence);
}

/// <summary>Lays the missing guards bare in each database.</summary>
internal sealed class Weakening<TContext>(IReadOnlyList<Guard> without) : IDbContextOptionsConfiguration<TContext>
    where TContext : DbContext
{
    public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.AddInterceptors(without.SelectMany(guard => (IEnumerable<IInterceptor>)(guard switch
        {
            Guard.Outbox => [new TellAtOnce(serviceProvider)],
            Guard.Inbox => [new ForgetHearing()],
            _ => [new EnterAgain(), new DropKey()],
        })));
}

/// <summary>What ought to wait in the outbox for the commit is told beside it.</summary>
internal sealed class TellAtOnce(IServiceProvider services) : SaveChangesInterceptor
{
    private List<OutboxRow> told = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var rows = eventData.Context!.ChangeTracker.Entries<OutboxRow>().Where(x => x.State == EntityState.Added).ToList();
        told = rows.ConvertAll(row => row.Entity);
        rows.ForEach(row => row.State = EntityState.Detached);
        return new(result);
    }

    public override async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        foreach (var row in told)
        {
            var type = Type.GetType(row.Type, throwOnError: true)!;
            await services.GetRequiredService<IBus>().Publish(
                JsonSerializer.Deserialize(row.Body, type, Wire.Json)!, type,
                Pipe.Execute<PublishContext>(context =>
                {
                    context.MessageId = row.Id;
                    context.SetEnvelope(row.Community, row.Version, row.OccurredAt);
                }),
                cancellationToken);
        }

        return result;
    }
}

/// <summary>The inbox takes each message in under an id that nobody has seen.</summary>
internal sealed class ForgetHearing : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains("INSERT INTO \"Inbox\"", StringComparison.Ordinal))
            command.Parameters[0].Value = Guid.CreateVersion7();
        return new(result);
    }
}

/// <summary>Nobody finds that hours were entered already.</summary>
internal sealed class EnterAgain : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith("SELECT EXISTS", StringComparison.Ordinal))
            command.CommandText = command.CommandText.Replace(
                "WHERE \"h\".\"EngagementId\" =", "WHERE 1 = 0 AND \"h\".\"EngagementId\" =", StringComparison.Ordinal);
        return new(result);
    }
}

/// <summary>And the database does not refuse it.</summary>
internal sealed class DropKey : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!connection.DataSource.EndsWith("volunteers.db", StringComparison.Ordinal))
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP INDEX IF EXISTS \"IX_Hours_EngagementId\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
