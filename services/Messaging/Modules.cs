using System.Reflection;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FiveSocieties.Messaging;

/// <summary>Registers who hears what, before <see cref="HouseBus.AddBus"/>.</summary>
public static class Modules
{
    /// <summary>Adds the public consumers that stand in the namespace of <typeparamref name="TDb"/> or below, in its
    /// assembly. Each hears on a queue of its own, <c>{prefix}-on-{event}</c>, and reacts in one transaction on
    /// <typeparamref name="TDb"/>.</summary>
    public static IHostApplicationBuilder AddModule<TDb>(this IHostApplicationBuilder builder, string prefix)
        where TDb : ServiceDb => builder.Add(
            from type in ConsumersOf(typeof(TDb).Assembly)
            where $"{type.Namespace}.".StartsWith($"{typeof(TDb).Namespace}.", StringComparison.Ordinal)
            select new Hearer(type, prefix, typeof(TDb)));

    /// <summary>Adds the consumers of a service that has no database. <paramref name="temporary"/>: each replica hears
    /// on a queue of its own that goes with its connection.</summary>
    public static IHostApplicationBuilder AddModule(
        this IHostApplicationBuilder builder,
        string prefix,
        Assembly assembly,
        bool temporary = false) =>
        builder.Add(ConsumersOf(assembly).Select(type => new Hearer(type, prefix, null) { Temporary = temporary }));

    /// <summary>Adds consumers, closed generic ones too, that share the queue <c>{prefix}-{queueName}</c>.</summary>
    public static IHostApplicationBuilder AddListener<TDb>(
        this IHostApplicationBuilder builder, string prefix, string queueName, IEnumerable<Type> consumerTypes)
        where TDb : ServiceDb => builder.Add(
            consumerTypes.Select(type => new Hearer(type, prefix, typeof(TDb)) { Queue = $"{prefix}-{queueName}" }));

    /// <summary>The list of this process, made at the first call.</summary>
    internal static Hearers Hearers(this IServiceCollection services)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(Hearers))?.ImplementationInstance is Hearers known)
            return known;
        var hearers = new Hearers();
        services.AddSingleton(hearers);
        return hearers;
    }

    private static IHostApplicationBuilder Add(this IHostApplicationBuilder builder, IEnumerable<Hearer> hearers)
    {
        var known = builder.Services.Hearers();
        foreach (var hearer in hearers)
            known.Add(hearer.Type, hearer);
        return builder;
    }

    private static IEnumerable<Type> ConsumersOf(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => typeof(IConsumer).IsAssignableFrom(type)
            && type is { IsAbstract: false, ContainsGenericParameters: false });
}

/// <summary>A consumer and where it belongs.</summary>
internal sealed record Hearer(Type Type, string Prefix, Type? Db)
{
    public string? Queue { get; init; }

    public bool Temporary { get; init; }

    /// <summary>What the inbox knows it by: module and class.</summary>
    public string Name { get; } = Prefix + "/" + (Type.IsGenericType
        ? $"{Type.Name.Split('`')[0]}<{string.Join(',', Type.GetGenericArguments().Select(a => a.Name))}>"
        : Type.Name);
}

/// <summary>All consumers of this process.</summary>
internal sealed class Hearers : Dictionary<Type, Hearer>;
