using System.Collections.Concurrent;
using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Middleware;

namespace FiveSocieties.Messaging;

/// <summary>Makes a reaction one transaction: inbox row, effect, what is told because of it. A message that has been
/// dealt with ends here. It stands inside the retry, so that each try has a fresh context.</summary>
internal sealed class InboxFilter<TDb, TConsumer, TMessage>(TDb db, Hearers hearers) : IFilter<ConsumeContext<TMessage>>
    where TDb : ServiceDb
    where TConsumer : class
    where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        var id = context.MessageId ?? throw new InvalidOperationException("The message has no id.");
        var consumer = hearers[typeof(TConsumer)].Name;
        await using var transaction = await db.Database.BeginTransactionAsync(context.CancellationToken);
        if (!await db.Receive(id, consumer, context.CancellationToken))
        {
            Telemetry.Duplicates.Add(1, new KeyValuePair<string, object?>("consumer", consumer));
            return;
        }

        await next.Send(context);
        await db.SaveChangesAsync(context.CancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");
}

/// <summary>Puts the inbox around each consumer of a module, and learns who hears what.</summary>
internal sealed class InboxObserver(IRegistrationContext services, Hearers hearers, Audience audience)
    : IConsumerConfigurationObserver
{
    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator)
        where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(
        IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class
    {
        if (!hearers.TryGetValue(typeof(TConsumer), out var hearer))
            return;
        audience.Add(typeof(TMessage), TypeCache<TConsumer>.ShortName, hearer);
        if (hearer.Db is null)
            return;
        var filter = typeof(InboxFilter<,,>).MakeGenericType(hearer.Db, typeof(TConsumer), typeof(TMessage));
        var scoped = typeof(ScopedConsumeFilter<,>).MakeGenericType(typeof(TMessage), filter);
        var instance = (IFilter<ConsumeContext<TMessage>>)Activator.CreateInstance(
            scoped, new ConsumeScopeProvider(services))!;
        configurator.Message(message => message.UseFilter(instance));
    }
}

/// <summary>Message type → who in this process hears it, by the names that observers are given.</summary>
internal sealed class Audience
{
    private readonly ConcurrentDictionary<Type, ConcurrentDictionary<string, Hearer>> hearers = new();

    public void Add(Type message, string consumer, Hearer hearer) =>
        hearers.GetOrAdd(message, _ => new())[consumer] = hearer;

    public IReadOnlyDictionary<string, Hearer> Of(Type message) => hearers.GetOrAdd(message, _ => new());
}
