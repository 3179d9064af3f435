using System.Net.Http.Json;
using FiveSocieties.Gateway;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Gateway;

/// <summary>The real gateway on a real port, in front of fake services.</summary>
internal sealed class GatewayHost : ServiceHost<GatewayOptions>
{
    public static readonly string[] Clusters =
    [
        "community", "social-work", "party-branches", "volunteers", "resident-units", "matching", "insights", "partners",
    ];

    private readonly Dictionary<string, FakeService> services = [];

    public FakeService this[string cluster] => services[cluster];

    public static async Task<GatewayHost> Start(params (string Key, string Value)[] settings)
    {
        var host = new GatewayHost();
        foreach (var cluster in Clusters)
        {
            var service = host.services[cluster] = await FakeService.Start(cluster);
            host.Settings[Destination(cluster)] = service.Address;
        }

        foreach (var (key, value) in settings)
            host.Settings[key] = value;
        host.Settings["hostBuilder:reloadConfigOnChange"] = "false";
        host.UseKestrel(0);
        host.StartServer();
        return host;
    }

    public static string Destination(string cluster) =>
        $"ReverseProxy:Clusters:{cluster}:Destinations:service:Address";

    public async Task<Answer> Ask(HttpMethod method, string path, string scopes, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(method, path);
        with?.Invoke(request);
        using var answer = await Client(scopes).SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode}");
        return (await answer.Content.ReadFromJsonAsync<Answer>())!;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var service in services.Values)
            await service.DisposeAsync();
    }
}

/// <summary>One gateway for the tests that only ask.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    internal GatewayHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await GatewayHost.Start(("Gateway:Burst", "10000"));

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
