using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FiveSocieties.ServiceDefaults;

/// <summary>Traces, metrics, logs and health: what an operator sees of a process.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var exports = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName))
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation()
                    .AddMeter("FiveSocieties.*", "MassTransit").AddPrometheusExporter();
                if (exports)
                    metrics.AddOtlpExporter();
            });
        if (!exports)
            return;
        telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()
            .AddSource("FiveSocieties.*", "MassTransit").AddOtlpExporter());
        telemetry.WithLogging(logs => logs.AddOtlpExporter());
    }

    /// <summary>On the internal port alone; without one there are no metrics to read.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (app.Configuration.GetValue<Uri?>("Kestrel:Endpoints:Internal:Url") is { } address)
            app.MapPrometheusScrapingEndpoint("/metrics").RequireHost($"*:{address.Port}").AllowAnonymous();
    }

    /// <summary>
    /// <c>/health/live</c>: the process runs. <c>/health/ready</c>: it can answer; a broker that is away is Degraded,
    /// not unready, since the outbox absorbs what it would say.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
    });
}
