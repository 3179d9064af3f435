using System.Reflection;
using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.House;

/// <summary>A consumer and the message it hears.</summary>
public sealed record Hearing(Type Consumer, Type Message);

/// <summary>What is built: found by the projects on the disk, so that nothing has to be listed.</summary>
public static class Assemblies
{
    /// <summary>Everything but tests and deploy.</summary>
    public static IReadOnlyList<Assembly> All { get; } = [.. Repository.Projects()
        .Where(project => project.Path.Split('/')[0] is "services" or "contracts" or "gateway")
        .Select(project => Assembly.Load(Path.GetFileNameWithoutExtension(project.Name)))];

    /// <summary>Those that are programs.</summary>
    public static IReadOnlyList<Assembly> Programs { get; } =
        [.. All.Where(assembly => assembly.EntryPoint is not null)];

    /// <summary>The programs that are services: all but the gateway.</summary>
    public static IReadOnlyList<Assembly> Services { get; } =
        [.. Programs.Where(assembly => NameOf(assembly) != "Gateway")];

    /// <summary>All consumers, open generic ones too (with their parameter as the message).</summary>
    public static IReadOnlyList<Hearing> Hearings { get; } = [..
        from type in All.SelectMany(assembly => assembly.GetTypes())
        where type is { IsClass: true, IsAbstract: false }
        from heard in type.GetInterfaces()
        where heard.IsGenericType && heard.GetGenericTypeDefinition() == typeof(IConsumer<>)
        select new Hearing(type, heard.GetGenericArguments()[0])];

    /// <summary>One context per service for SQLite: what the service keeps.</summary>
    public static IReadOnlyList<Type> SqliteContexts { get; } = [.. Services.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsSubclassOf(typeof(ServiceDb)) && !type.IsAbstract && type.Name.EndsWith("Sqlite"))];

    /// <summary><c>FiveSocieties.Community</c> is Community.</summary>
    public static string NameOf(Assembly assembly) => assembly.GetName().Name!.Split('.')[^1];

    /// <summary>A context over no database, for its model.</summary>
    public static ServiceDb Open(Type context)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(
            typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        return (ServiceDb)Activator.CreateInstance(context, builder.UseSqlite("Data Source=:memory:").Options)!;
    }
}
