using System.Collections.Concurrent;
using System.Text.Json;
using FiveSocieties.Storage;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.Messaging;

/// <summary>Tells the relay when a message in memory is safe: each consumer has committed it, or has given it up and
/// parked its delivery in its own database. RabbitMQ's confirm says the same.</summary>
internal sealed class Settling(
    Audience audience, IServiceScopeFactory scopes,
    IHostApplicationLifetime life, ILogger<Settling> log) : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, Open> open = new();

    /// <summary>Call before publishing; done when all have settled.</summary>
    public Task Expect(Guid message, Type type)
    {
        var missing = audience.Of(type);
        if (missing.Count == 0)
            return Task.CompletedTask;
        var settled = open[message] = new Open([.. missing.Keys]);
        return settled.Done.Task;
    }

    public void Forget(Guid message) => open.TryRemove(message, out _);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
    {
        Tick(context.MessageId, consumerType);
        return Task.CompletedTask;
    }

    /// <summary>Comes only once the retries are exhausted.</summary>
    public async Task ConsumeFault<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        if (context.CancellationToken.IsCancellationRequested || life.ApplicationStopping.IsCancellationRequested)
            return; // perhaps failed because of it: told again at the next start
        if (audience.Of(typeof(T)).GetValueOrDefault(consumerType) is { Db: not null } hearer)
            await Park(context, hearer, exception.GetType().Name);
        Tick(context.MessageId, consumerType);
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    /// <summary>With the inbox row: given up on is dealt with, the message told again passes by.</summary>
    private async Task Park<T>(ConsumeContext<T> context, Hearer hearer, string reason)
        where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = (ServiceDb)scope.ServiceProvider.GetRequiredService(hearer.Db!);
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await db.Receive(context.MessageId!.Value, hearer.Name))
            return;
        db.ParkedDeliveries.Add(new ParkedDelivery
        {
            MessageId = context.MessageId.Value,
            Consumer = hearer.Name,
            Type = Wire.NameOf(typeof(T)),
            Body = JsonSerializer.Serialize(context.Message, Wire.Json),
            Community = context.Community(),
            Version = context.AggregateVersion(),
            OccurredAt = context.OccurredAt(),
            Reason = reason,
            At = db.Now,
        });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        log.DeliveryParked(context.MessageId.Value, hearer.Name, reason);
    }

    private void Tick(Guid? message, string consumer)
    {
        if (message is not { } id || !open.TryGetValue(id, out var settling))
            return;
        lock (settling)
        {
            settling.Missing.Remove(consumer);
            if (settling.Missing.Count > 0)
                return;
        }

        settling.Done.TrySetResult();
    }

    private sealed record Open(HashSet<string> Missing)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
