using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FiveSocieties.ServiceDefaults;

/// <summary>gRPC from service to service: addresses by configuration, own credentials, and never without a deadline.</summary>
public static class ServiceClients
{
    /// <summary>Registers a client of the service at <c>Services:{service}</c>.</summary>
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
        builder.Services.AddGrpcClient<TClient>(name, grpc => grpc.Address =
                new Uri(builder.Configuration[$"Services:{service}"] ?? "http://127.0.0.1:8081"))
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
