using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using FiveSocieties.Storage;
using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace FiveSocieties.Messaging;

/// <summary>What became of a row that was sent.</summary>
/// <param name="Reason">Why it is not safe.</param>
internal sealed record Outcome(Fate Fate, string Reason);

/// <summary>Safe with the bus; refused for what it is; or the bus is away.</summary>
internal enum Fate
{
    Safe,
    OwnFault,
    Away,
}

/// <summary>Publishes rows and tells when they are safe.</summary>
/// <param name="settling">Of a bus in memory.</param>
internal sealed class Sending(IBus bus, Settling? settling) : IPublishObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> refusals = new();

    /// <param name="limit">When it has taken too long.</param>
    public async Task<Outcome> Send(OutboxRow row, CancellationToken limit)
    {
        var end = new CancellationTokenSource(); // not of the limit: what hears of this one may hold its thread for ever
        using var activity = Telemetry.Source.StartActivity("outbox relay", ActivityKind.Producer, row.TraceParent);
        try
        {
            var type = Wire.TypeOf(row.Type) ?? throw new NotSupportedException($"Unknown type {row.Type}.");
            var message = JsonSerializer.Deserialize(row.Body, type, Wire.Json) ?? throw new JsonException();
            var settled = settling?.Expect(row.Id, type) ?? Task.CompletedTask;
            var pipe = Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = row.Id;
                context.SetEnvelope(row.Community, row.Version, row.OccurredAt);
            });
            // After a broker's outage a publish may hang for ever and hear no token; what is refused MassTransit tries
            // again without end: never wait for it alone.
            var refused = (refusals[row.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            await (await Task.WhenAny(bus.Publish(message, type, pipe, end.Token), refused).WaitAsync(limit));
            await settled.WaitAsync(limit);
            return new Outcome(Fate.Safe, "");
        }
        catch (Exception e)
        {
            _ = end.CancelAsync(); // the bus would go on trying, and close the channel under its neighbours each time
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            return new Outcome(IsAway(e) ? Fate.Away : Fate.OwnFault, $"{e.GetType().Name}: {e.Message}");
        }
        finally
        {
            refusals.TryRemove(row.Id, out _);
            settling?.Forget(row.Id);
        }
    }

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    /// <summary>One try, of many perhaps.</summary>
    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class
    {
        if (IsRefusal(exception) && refusals.TryGetValue(context.MessageId ?? default, out var refused))
            refused.TrySetException(exception);
        return Task.CompletedTask;
    }

    /// <summary>A refusal that names the message itself (too large, not permitted) is the row's own fault.</summary>
    private static bool IsAway(Exception e) => !IsRefusal(e) && e switch
    {
        OperationCanceledException or TimeoutException or IOException or SocketException => true,
        ConnectionException or TransportException => true,
        AlreadyClosedException or BrokerUnreachableException or OperationInterruptedException => true,
        _ => e.InnerException is not null && IsAway(e.InnerException),
    };

    private static bool IsRefusal(Exception e) =>
        e is OperationInterruptedException { ShutdownReason.ReplyCode: 403 or 404 or 406 }
        || (e.InnerException is not null && IsRefusal(e.InnerException));
}
