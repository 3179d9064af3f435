using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FiveSocieties.Messaging;

/// <summary>The bus of the process: MassTransit, in memory or on RabbitMQ. No feature knows which.</summary>
public static class HouseBus
{
    /// <summary>Queue of what could not be delivered time and again.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>Queue of what nobody is bound to.</summary>
    public const string Unheard = "unheard";

    /// <summary>Queue of what a module could not deal with; each delivery in it says why and which queue it came from.</summary>
    public static string ErrorsOf(string prefix) => $"{prefix}-errors";

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>Adds the bus, once per process and after all modules. <c>Bus</c> is <c>InMemory</c> or <c>RabbitMQ</c>
    /// with <c>RabbitMQ:Uri</c>. A broker that is away delays no start: HTTP goes on, the outbox absorbs.</summary>
    public static IHostApplicationBuilder AddBus(this IHostApplicationBuilder builder)
    {
        var hearers = builder.Services.Hearers();
        var options = builder.Configuration.GetSection("Messaging").Get<MessagingOptions>() ?? new();
        var rabbit = builder.Configuration.OneOf("Bus", "InMemory", "RabbitMQ") == "RabbitMQ";
        var address = !rabbit ? null : builder.Configuration.Address(
            "RabbitMQ:Uri", "give the broker's address, such as amqp://user:password@broker:5672", "amqp", "amqps");
        var declareOnly = rabbit && builder.Configuration.GetValue("migrate", false);
        var replica = Guid.CreateVersion7().ToString("N")[^12..];
        builder.Services.TryAddSingleton<Audience>();
        builder.Services.AddScoped(typeof(InboxFilter<,,>));
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = !rabbit);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            bus.SetEndpointNameFormatter(new ModuleNames(hearers));
            foreach (var hearer in hearers.Values)
            {
                bus.AddConsumer(hearer.Type).Endpoint(endpoint =>
                {
                    if (hearer.Queue is not null)
                        endpoint.Name = hearer.Queue;
                    endpoint.Temporary = hearer.Temporary;
                    if (hearer.Temporary)
                        endpoint.InstanceId = replica;
                });
            }

            bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
            {
                endpoint.PublishFaults = false; // its text may hold personal data
                endpoint.ConfigureError(error =>
                {
                    error.UseFilter(new WordlessFaults());
                    error.UseFilter(new ErrorTransportFilter());
                });
                endpoint.PrefetchCount = options.Prefetch;
                Retry(endpoint, options.RetryPauses is [] ? [20, 100, 500, 2000] : options.RetryPauses);
                endpoint.ConnectConsumerConfigurationObserver(
                    new InboxObserver(context, hearers, context.GetRequiredService<Audience>()));
                if (endpoint is IRabbitMqReceiveEndpointConfigurator queue && !name.EndsWith($"-{replica}"))
                    Endure(queue, options);
            });

            if (address is not null)
                bus.UsingRabbitMq((context, broker) => Broker(broker, context, address, declareOnly));
            else
                bus.UsingInMemory((context, memory) =>
                {
                    memory.ConfigureJsonSerializerOptions(Wire.Shape);
                    memory.ConnectReceiveObserver(context.GetRequiredService<Settling>());
                    memory.ConfigureEndpoints(context);
                });
        });
        if (declareOnly)
            builder.Services.AddSingleton<IGroundwork, Topology>();
        if (address is not null)
            builder.Services.AddSingleton<IHostedService>(provider =>
                ActivatorUtilities.CreateInstance<UnheardWatch>(provider, address));
        if (!rabbit)
            builder.Services.AddSingleton<Settling>();
        return builder;
    }

    /// <summary>Outside the inbox's transaction, so that each try begins with a clean context. What passes by itself is
    /// waited for; what another try cannot cure is not tried again; a bug is tried a few times.</summary>
    private static void Retry(IReceiveEndpointConfigurator endpoint, int[] pauses)
    {
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<Exception>(e => e is BrokenRule or IDoNotRetry || Failures.IsRace(e) || Failures.IsAway(e));
            retry.Intervals(pauses);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Failures.IsAway);
            retry.Interval(3600, OneSecond);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Failures.IsRace);
            retry.Exponential(50, 0.005 * OneSecond, 0.5 * OneSecond, 0.01 * OneSecond);
        });
    }

    private static void Broker(
        IRabbitMqBusFactoryConfigurator broker, IBusRegistrationContext context, Uri uri, bool declareOnly)
    {
        broker.DeployTopologyOnly = declareOnly;
        broker.Host(uri, host =>
        {
            if (uri.UserInfo.Split(':') is not [var user, var password])
                return;
            host.Username(Uri.UnescapeDataString(user));
            host.Password(Uri.UnescapeDataString(password));
        });
        broker.ConfigureJsonSerializerOptions(Wire.Shape);
        broker.SendTopology.ErrorQueueNameFormatter = new ErrorNames(context.GetRequiredService<Hearers>());
        broker.SendTopology.ConfigureErrorSettings = errors =>
            errors.SetQueueArgument("x-delivery-limit", 1_000_000); // an operator looks by taking and handing back
        broker.PublishTopology.ConnectPublishTopologyConfigurationObserver(new UnheardObserver());
        broker.ConfigureEndpoints(context);
    }

    /// <summary>What is in a queue outlives the loss of a node; what cannot be delivered ends in a queue, not in
    /// nothing. The error queue of the module inherits these arguments.</summary>
    private static void Endure(IRabbitMqReceiveEndpointConfigurator queue, MessagingOptions options)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", options.DeliveryLimit);
        queue.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        queue.SetQueueArgument("x-overflow", "reject-publish");
        queue.BindDeadLetterQueue(DeadLetters, DeadLetters, dead => dead.SetQuorumQueue());
    }

    /// <summary>The argument is part of the exchange: set for each type, so that all declare the same.</summary>
    private sealed class UnheardObserver : IPublishTopologyConfigurationObserver
    {
        public void MessageTopologyCreated<T>(IMessagePublishTopologyConfigurator<T> configurator)
            where T : class => (configurator as IRabbitMqMessagePublishTopologyConfigurator)?
                .BindAlternateExchangeQueue(Unheard, Unheard, queue => queue.SetQuorumQueue());
    }

    /// <summary>One error queue for a module: an operator knows where to look.</summary>
    private sealed class ErrorNames(Hearers hearers) : IErrorQueueNameFormatter
    {
        public string FormatErrorQueueName(string queueName) => ErrorsOf(hearers.Values.Select(hearer => hearer.Prefix)
            .Where(prefix => queueName.StartsWith($"{prefix}-", StringComparison.Ordinal)).MaxBy(prefix => prefix.Length)
            ?? queueName);
    }

    private sealed class ModuleNames(Hearers hearers) : KebabCaseEndpointNameFormatter(false)
    {
        protected override string GetConsumerName(Type type) => $"{hearers[type].Prefix}-{base.GetConsumerName(type)}";
    }
}
