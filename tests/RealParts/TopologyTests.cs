using System.Reflection;
using System.Text.Json;
using FiveSocieties.Tests.RealParts.Parcels;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RabbitMQ.Client;

namespace FiveSocieties.Tests.RealParts;

public sealed class TopologyTests
{
    private const string Queue = "parcels-on-parcel-sent";

    [Fact]
    public async Task A_queue_outlives_a_node_and_loses_nothing_silently()
    {
        var (broker, at) = await Broker();
        await using var host = await ParcelHost.Start(at);
        await host.IsHealthy();

        var queue = await broker.Ask(at, "queues", Queue);
        Assert.True(queue.GetProperty("durable").GetBoolean());
        var arguments = queue.GetProperty("arguments");
        Assert.Equal("quorum", Text(arguments, "x-queue-type"));
        Assert.Equal("dead-letters", Text(arguments, "x-dead-letter-exchange"));
        Assert.Equal("at-least-once", Text(arguments, "x-dead-letter-strategy"));
        Assert.Equal("reject-publish", Text(arguments, "x-overflow"));
        Assert.Equal(20, arguments.GetProperty("x-delivery-limit").GetInt32());
    }

    [Fact]
    public async Task All_queues_are_quorum_queues_and_none_goes_by_itself()
    {
        var (broker, at) = await Broker();
        await using var host = await ParcelHost.Start(at);
        await host.IsHealthy();
        await host.Publish(new ParcelLost(Guid.NewGuid()));

        var queues = (await broker.Ask(at, "queues")).EnumerateArray().ToList();
        Assert.Superset(new HashSet<string?> { Queue, "dead-letters", "unheard" },
            queues.Select(x => Text(x, "name")).ToHashSet());
        Assert.All(queues, queue => Assert.Equal("quorum", Text(queue.GetProperty("arguments"), "x-queue-type")));
        Assert.All(queues, queue => Assert.False(queue.GetProperty("auto_delete").GetBoolean()));
    }

    [Theory]
    [InlineData(nameof(ParcelSent))]
    [InlineData(nameof(ParcelLost))]
    public async Task Every_message_has_an_alternate_exchange(string message)
    {
        var (broker, at) = await Broker();
        await using var host = await ParcelHost.Start(at);
        await host.IsHealthy();
        await host.Publish(new ParcelSent(Guid.NewGuid()));
        await host.Publish(new ParcelLost(Guid.NewGuid()));

        var exchange = await broker.Ask(at, "exchanges", $"{typeof(ParcelSent).Namespace}:{message}");
        Assert.True(exchange.GetProperty("durable").GetBoolean());
        Assert.Equal("unheard", Text(exchange.GetProperty("arguments"), "alternate-exchange"));
    }

    [Fact]
    public async Task A_service_that_has_never_run_hears_what_was_told_before()
    {
        var (_, at) = await Broker();
        Assert.Equal(0, await ParcelHost.Migrate(at));
        Guid sent;
        await using (var teller = await ParcelHost.Start(at, hears: false))
        {
            sent = await teller.Send();
            await Patiently.Until("it is told", () => teller.Look(async db => !await db.Outbox.AnyAsync()));
        }

        Assert.Equal(0, await ParcelHost.Migrate(at)); // declares again, and takes nothing out
        await using var hearer = await ParcelHost.Start(at);
        await hearer.HasAllOnce(sent);
    }

    [Fact]
    public async Task Without_a_broker_nothing_is_declared_and_the_job_fails() =>
        Assert.Equal(1, await ParcelHost.Migrate(new("amqp://nobody:none@127.0.0.1:9")));

    [Fact]
    public async Task A_bus_whose_goodbye_never_ends_does_not_hold_the_job() =>
        Assert.Equal(0, await ParcelHost.Migrate(new("amqp://nobody:none@127.0.0.1:9"), services =>
            services.Replace(ServiceDescriptor.Singleton(DispatchProxy.Create<IBusControl, Endless>())))
            .WaitAsync(TimeSpan.FromSeconds(30)));

    [Fact]
    public async Task What_is_handed_back_too_often_ends_among_the_dead_letters()
    {
        var (_, at) = await Broker();
        await using (var host = await ParcelHost.Start(at))
            await host.IsHealthy();

        await using var connection = await new ConnectionFactory { Uri = at }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", Queue, true, new BasicProperties { Persistent = true }, new byte[] { 1 });
        var deliveries = 0;
        await Patiently.Until("a dead letter", async () =>
        {
            if (await channel.BasicGetAsync(Queue, autoAck: false) is { } delivered)
            {
                deliveries++;
                await channel.BasicNackAsync(delivered.DeliveryTag, multiple: false, requeue: true);
            }
            return await channel.BasicGetAsync("dead-letters", autoAck: true) is not null;
        });
        Assert.InRange(deliveries, 20, 21);
    }

    private static async Task<(RealRabbitMq Broker, Uri At)> Broker()
    {
        var broker = await RealRabbitMq.Shared;
        return (broker, await broker.NewVirtualHost());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>A bus that declares at once and never ends, as the real one does now and then.</summary>
    public class Endless : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IBusControl.StartAsync) => Task.FromResult<BusHandle>(null!),
            nameof(IBusControl.StopAsync) => Task.Delay(Timeout.Infinite, CancellationToken.None),
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }
}
