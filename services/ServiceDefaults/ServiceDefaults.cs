using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.ServiceDefaults;

/// <summary>What every process of the house needs, in one call before and one after the build.</summary>
public static class Defaults
{
    /// <summary>Largest request body, in bytes: lists of needs are small, files are not taken.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>How long what is in hand may take to end after SIGTERM; Kubernetes kills after 30 s.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);

    /// <summary>Most that is read of a body that is refused for its size, in bytes.</summary>
    private const int MostReadAway = 8 * 1024 * 1024;

    /// <summary>Telemetry, health, problems, identity, JSON and OpenAPI.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.AddClock();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddHttpContextAccessor();
        builder.AddProblems();
        builder.AddIdentity();
        builder.AddTelemetry();
        builder.AddOpenApiDocument();
        builder.Services.AddHealthChecks();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.AddSingleton<StopBegun>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StopBegun>());
        // A start that fails is told in one sentence; a background service that fails is critical, and still told.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<GrpcProblems>());
        return builder;
    }

    /// <summary>The middleware in its only right order, and the routes that every process has.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseClock();
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(ReadAway);
        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApiDocument();
        return app;
    }

    /// <summary>What the route of this request takes, in bytes: <see cref="LargestBody"/> unless it says more.</summary>
    public static int LargestBodyOf(HttpContext http) =>
        (int?)http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? LargestBody;

    /// <summary>
    /// A body that says itself that it is too large is read to its end before the answer, within reason: whoever is still
    /// writing would see the connection break, and never the problem.
    /// </summary>
    private static async Task ReadAway(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength is null || http.Request.ContentLength <= LargestBodyOf(http))
        {
            await next(http);
            return;
        }

        if (http.Request.ContentLength <= MostReadAway
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostReadAway;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }

        await RequestProblems.TooLarge.Plain.ExecuteAsync(http);
    }

    /// <summary>One way of writing JSON: camelCase, names of enums, and nothing that is not known.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.PropertyNameCaseInsensitive = false;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }
}
