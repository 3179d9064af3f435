using System.Threading.RateLimiting;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Health;

namespace FiveSocieties.Gateway;

/// <summary>Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Requests a second of one client, in the long run.</summary>
    public int PerSecond { get; set; } = 100;

    /// <summary>Requests of one client at once, after a rest.</summary>
    public int Burst { get; set; } = 200;

    /// <summary>How long a service may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>What the gateway is made of: the routes themselves are configuration (<c>appsettings.json</c>).</summary>
public static class Gateway
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Gateway");
        builder.Services.AddOptions<GatewayOptions>().Bind(section)
            .Validate(options => options is { PerSecond: > 0, Burst: > 0 } && options.Timeout > TimeSpan.Zero,
                "Gateway: PerSecond, Burst and Timeout must be more than nothing.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IAuthorizationPolicyProvider, ScopePolicies>();
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<Replicas>()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, NoConnection>();
        builder.Services.AddHttpClient(nameof(MergedOpenApi)).RemoveAllLoggers();
        builder.Services.AddSingleton<MergedOpenApi>();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddOptions<Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutOptions>()
            .Configure<IOptions<GatewayOptions>>((timeouts, gateway) =>
                timeouts.DefaultPolicy = new() { Timeout = gateway.Value.Timeout });
        builder.Services.AddRateLimiter(limiter => limiter.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            return new(GatewayProblems.TooOften.Plain.ExecuteAsync(rejected.HttpContext));
        });
        builder.Services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>()
            .Configure<IOptions<GatewayOptions>>((limiter, gateway) =>
                limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
                    http => Share(http, gateway.Value)));
    }

    public static void MapGateway(this WebApplication app)
    {
        app.UseRateLimiter();
        app.Use(GatewayProblems.Explain);
        app.UseRequestTimeouts();
        app.MapGet("/openapi/v1.json", (MergedOpenApi openApi, CancellationToken cancel) => openApi.Get(cancel))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(OtherReplica.Ask);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        }).ConfigureEndpoints((endpoint, route) =>
        {
            if (route.MaxRequestBodySize is { } most)
                endpoint.WithMetadata(new RequestSizeLimitAttribute(most));
        });
        // Deny by default: what no route names is not there, whoever asks.
        app.MapFallback("{**path}", () => RequestProblems.NotFound.Plain).AllowAnonymous();
    }

    /// <summary>One share for each client; callers without a token share one for each address.</summary>
    private static RateLimitPartition<string> Share(HttpContext http, GatewayOptions options)
    {
        if (http.Request.Path.StartsWithSegments("/health"))
            return RateLimitPartition.GetNoLimiter("");
        var client = http.User.FindFirst("client_id")?.Value;
        var key = client is null ? $"address {http.Connection.RemoteIpAddress}" : $"client {client}";
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = Math.Max(options.PerSecond / 10, 1),
            ReplenishmentPeriod = TimeSpan.FromSeconds(options.PerSecond < 10 ? 1.0 / options.PerSecond : 0.1),
        });
    }
}
