using System.Reflection;
using FiveSocieties.Tests.TestKit;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.House;

/// <summary>Each service, started once from its real Program, with nothing behind it.</summary>
public sealed class RunningServices : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> hosts = [];

    /// <summary>The services of each program by its name.</summary>
    public Dictionary<string, IServiceProvider> ByName { get; } = [];

    /// <summary>Callers of each program, without a token.</summary>
    public Dictionary<string, HttpClient> Clients { get; } = [];

    /// <summary>Why a program did not start.</summary>
    public Dictionary<string, string> Broken { get; } = [];

    /// <summary>All routes with the name of the program that answers them.</summary>
    public IEnumerable<(string Service, RouteEndpoint Route)> Routes =>
        from service in ByName
        from endpoint in service.Value.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        select (service.Key, endpoint);

    public Task InitializeAsync()
    {
        foreach (var program in Assemblies.Programs)
        {
            try
            {
                Start(program, Assemblies.NameOf(program));
            }
            catch (TargetInvocationException e)
            {
                Broken[Assemblies.NameOf(program)] = e.GetBaseException().Message;
            }
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    private void Start(Assembly program, string name)
    {
        var marker = program.GetTypes().First(type =>
            type is { IsClass: true, IsGenericType: false, Namespace: not null });
        var host = Activator.CreateInstance(typeof(ServiceHost<>).MakeGenericType(marker))!;
        hosts.Add((IAsyncDisposable)host);
        var factory = typeof(WebApplicationFactory<>).MakeGenericType(marker);
        ByName[name] = (IServiceProvider)factory.GetProperty(nameof(WebApplicationFactory<RunningServices>.Services))!
            .GetValue(host)!;
        Clients[name] = (HttpClient)factory.GetMethod(nameof(WebApplicationFactory<RunningServices>.CreateClient), [])!
            .Invoke(host, [])!;
    }
}

/// <summary>Tests that look at the running services share them.</summary>
[CollectionDefinition(nameof(RunningServices))]
public sealed class RunningServicesCollection : ICollectionFixture<RunningServices>;
