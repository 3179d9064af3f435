using System.Collections.Concurrent;
using System.Diagnostics;
using FiveSocieties.Messaging;
using FiveSocieties.Storage;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace FiveSocieties.Tests.Benchmarks.Messages;

/// <summary>From a save to the committed effect, in one of two ways: the house's, or MassTransit alone.</summary>
internal sealed class Chain : IReceiveObserver, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, (long From, TaskCompletionSource<double> Took)> open = new();
    private readonly Func<IServiceProvider, Guid, Task> strike;
    private readonly IHost host;

    private Chain(HostApplicationBuilder builder, Func<IServiceProvider, Guid, Task> strike)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddReceiveObserver(_ => this);
        (this.strike, host) = (strike, builder.Build());
    }

    public IServiceProvider Services => host.Services;

    /// <summary>The virtual host.</summary>
    public required Uri Broker { private get; init; }

    /// <summary>Outbox, relay, inbox.</summary>
    public static async Task<Chain> Ours(bool hears = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var broker = await (await RealRabbitMq.Shared).NewVirtualHost();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database"] = "PostgreSQL",
            ["Database:Create"] = "EnsureCreated",
            ["ConnectionStrings:Teller"] = await (await RealPostgres.Shared).NewDatabase(),
            ["ConnectionStrings:Hearer"] = await (await RealPostgres.Shared).NewDatabase(),
            ["Bus"] = "RabbitMQ",
            ["RabbitMQ:Uri"] = $"{broker}",
        });
        builder.AddServiceDb<TellerDb, TellerSqlite, TellerPostgres>("Teller");
        builder.AddServiceDb<HearerDb, HearerSqlite, HearerPostgres>("Hearer");
        if (hears)
            builder.AddListener<HearerDb>("hearer", "bells", [typeof(OnStruck)]);
        builder.AddBus();
        var chain = new Chain(builder, async (services, id) =>
        {
            var db = services.GetRequiredService<TellerDb>();
            var bell = new Bell { Id = id };
            db.Bells.Add(bell);
            db.Publish(bell, new Struck(id, "ding"));
            await db.SaveChangesAsync();
        })
        {
            Broker = broker,
        };
        await chain.host.PrepareDatabases();
        await chain.host.StartAsync();
        await chain.KeepTolls(new() { ["alternate-exchange"] = HouseBus.Unheard });
        return chain;
    }

    /// <summary>The same two commits and a publish between them, which a crash may lose or repeat.</summary>
    public static async Task<Chain> Bare()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var address = await (await RealRabbitMq.Shared).NewVirtualHost();
        var database = await (await RealPostgres.Shared).NewDatabase();
        builder.Services.AddDbContext<BareDb>(options => options.UseNpgsql(database));
        builder.Services.Configure<MassTransitHostOptions>(bus => bus.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<BareConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(address, login =>
                {
                    login.Username(address.UserInfo.Split(':')[0]);
                    login.Password(address.UserInfo.Split(':')[1]);
                });
                rabbit.ReceiveEndpoint("bells", queue =>
                {
                    queue.SetQuorumQueue();
                    queue.PrefetchCount = new MessagingOptions().Prefetch;
                    queue.ConfigureConsumer<BareConsumer>(context);
                });
            });
        });
        var chain = new Chain(builder, async (services, id) =>
        {
            var db = services.GetRequiredService<BareDb>();
            db.Add(new Bell { Id = id });
            await db.SaveChangesAsync();
            await services.GetRequiredService<IBus>().Publish(new Struck(id, "ding"));
        })
        {
            Broker = address,
        };
        await using (var scope = chain.host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<BareDb>().Database.EnsureCreatedAsync();
        await chain.host.StartAsync();
        await chain.KeepTolls([]);
        return chain;
    }

    /// <summary>A quorum queue behind what is published, as the house has behind every exchange.</summary>
    private async Task KeepTolls(Dictionary<string, object?> exchangeArguments)
    {
        var exchange = $"{typeof(Tolled).Namespace}:{nameof(Tolled)}";
        await using var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, "fanout", durable: true, arguments: exchangeArguments);
        await channel.QueueDeclareAsync(
            "tolls", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync("tolls", exchange, "");
    }

    /// <summary>Empties that queue.</summary>
    /// <param name="atLeast">So many must be in it: what nobody keeps is no floor.</param>
    public async Task Purge(int atLeast)
    {
        await using var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        if (await channel.QueuePurgeAsync("tolls") is var kept && kept < atLeast)
            throw new InvalidOperationException($"Of {atLeast} that were published {kept} were kept.");
    }

    /// <summary>Messages a second when so many write at once.</summary>
    public async Task<double> Throughput(int messages, int writers)
    {
        var clock = Stopwatch.StartNew();
        var left = messages;
        var all = new ConcurrentBag<Task<double>>();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                all.Add(await Strike());
        })));
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(2));
        return messages / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds from before the save until the effect is committed, at a steady rate.</summary>
    public async Task<double[]> Latency(int messages, int perSecond)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var all = new List<Task<double>>();
        for (var i = 0; i < messages && await pace.WaitForNextTickAsync(); i++)
            all.Add(Task.Run(async () => await await Strike()));
        return await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1));
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
    {
        if (context.Message is Struck struck && open.TryRemove(struck.Id, out var wait))
            wait.Took.TrySetResult(Stopwatch.GetElapsedTime(wait.From).TotalMilliseconds);
        return Task.CompletedTask;
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    /// <summary>Returns when saved (bare: and published); the task inside ends with the effect.</summary>
    private async Task<Task<double>> Strike()
    {
        var id = Guid.CreateVersion7();
        var took = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[id] = (Stopwatch.GetTimestamp(), took);
        await using var scope = host.Services.CreateAsyncScope();
        await strike(scope.ServiceProvider, id);
        return took.Task;
    }
}

/// <summary>The same reaction with its own save and no inbox.</summary>
internal sealed class BareConsumer(BareDb db) : IConsumer<Struck>
{
    public async Task Consume(ConsumeContext<Struck> context)
    {
        db.Add(new Effect { Id = context.Message.Id, Note = context.Message.Note });
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
