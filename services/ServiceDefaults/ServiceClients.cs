using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FiveSocieties.ServiceDefaults;

/// <summary>gRPC from service to service: addresses by configuration, own credentials, and never without a deadline.</summary>
public static class ServiceClients
{
    private static readonly string[] Schemes = ["http", "https", "dns"];

    /// <summary>Registers a client of the service at <c>Services:{service}</c>: one address, several with commas between
    /// (its replicas), or <c>dns:///name:port</c>; several are asked in turn, and one that is away is left out.</summary>
    /// <exception cref="ServiceStartException">No such address, or no <c>Identity:ClientSecret</c> to ask with.</exception>
    public static WebApplicationBuilder AddServiceClient<TClient>(this WebApplicationBuilder builder, string service)
        where TClient : ClientBase
    {
        builder.Services.TryAddSingleton<ServiceToken>();
        builder.Services.TryAddTransient<ServiceCredentials>();
        builder.Services.TryAddSingleton<DefaultDeadline>();
        builder.Services.AddHttpClient(nameof(ServiceToken));
        var name = NameOf<TClient>(service);
        if (builder.Services.Any(x => x.ImplementationInstance is Registered known && known.Name == name))
            return builder; // another service of this process asks the same
        builder.Services.AddSingleton(new Registered(name));
        builder.Configuration.Required("Identity:ClientSecret", "give the secret with which services ask each other");
        var addresses = AddressesOf(builder.Configuration, service);
        builder.Services.TryAddSingleton<ResolverFactory>(services => new StaticResolverFactory(
            asked => Replicas(services.GetRequiredService<IConfiguration>(), asked.AbsolutePath[1..])));
        builder.Services.AddGrpcClient<TClient>(
                name, grpc => grpc.Address = addresses is [var only] ? only : new($"static:///{service}"))
            .ConfigureChannel(channel => InTurn(channel, addresses))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            })
            .AddHttpMessageHandler<ServiceCredentials>()
            .AddInterceptor<DefaultDeadline>();
        return builder;
    }

    private static Uri[] AddressesOf(IConfiguration configuration, string service)
    {
        var key = $"Services:{service}";
        var text = configuration.Required(key, "give the gRPC address of that service, such as http://host:port");
        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(x => Settings.ToAddress(key, x, Schemes))];
    }

    private static BalancerAddress[] Replicas(IConfiguration configuration, string service) =>
        [.. AddressesOf(configuration, service).Select(address => new BalancerAddress(address.Host, address.Port))];

    private static void InTurn(GrpcChannelOptions channel, Uri[] addresses)
    {
        if (addresses is [{ Scheme: "http" or "https" }])
            return;
        channel.Credentials = ChannelCredentials.Insecure;
        channel.ServiceConfig = new() { LoadBalancingConfigs = { new RoundRobinConfig() } };
        channel.InitialReconnectBackoff = TimeSpan.FromSeconds(0.5);
        channel.MaxReconnectBackoff = TimeSpan.FromSeconds(5);
    }

    /// <summary>What the client factory knows a client by: one service may offer several.</summary>
    public static string NameOf<TClient>(string service) => $"{service}/{typeof(TClient).Name}";

    /// <summary>Only other services of the house.</summary>
    public static TBuilder RequireService<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.RequireScope(Identity.Internal);
}

/// <summary>A client that stands.</summary>
internal sealed record Registered(string Name);

/// <summary>Calls that name no deadline get five seconds; a stream names its own.</summary>
internal sealed class DefaultDeadline : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> next)
    {
        var options = context.Options.Deadline is null
            ? context.Options.WithDeadline(DateTime.UtcNow.AddSeconds(5))
            : context.Options;
        return next(request, new(context.Method, context.Host, options));
    }
}

/// <summary>The process's own access token, fetched once and again shortly before it ends.</summary>
internal sealed class ServiceToken(IHttpClientFactory http, IConfiguration configuration)
{
    private readonly SemaphoreSlim one = new(1);
    private string token = "";
    private long renewAt = long.MinValue;

    public async ValueTask<string> Get(CancellationToken cancel)
    {
        if (Environment.TickCount64 < Volatile.Read(ref renewAt))
            return token;
        await one.WaitAsync(cancel);
        try
        {
            return Environment.TickCount64 < renewAt ? token : await Fetch(cancel);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<string> Fetch(CancellationToken cancel)
    {
        var authority = configuration["Identity:Authority"] ?? "http://127.0.0.1:8080";
        var client = http.CreateClient(nameof(ServiceToken));
        using var answer = await client.PostAsync(
            new Uri(configuration["Identity:TokenEndpoint"] ?? $"{authority.TrimEnd('/')}/connect/token"),
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = configuration["Identity:ClientId"] ?? "internal",
                ["client_secret"] = configuration["Identity:ClientSecret"] ?? "",
                ["scope"] = Identity.Internal,
            }),
            cancel);
        answer.EnsureSuccessStatusCode();
        var issued = await answer.Content.ReadFromJsonAsync<Issued>(cancel);
        token = issued!.AccessToken;
        Volatile.Write(ref renewAt, Environment.TickCount64 + Math.Max(issued.ExpiresIn - 30, 1) * 1000L);
        return token;
    }

    private sealed record Issued(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

internal sealed class ServiceCredentials(ServiceToken token) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.Get(cancel));
        return await base.SendAsync(request, cancel);
    }
}
