using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Gateway;

/// <summary>A service behind the gateway that answers with what it was asked.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeService(WebApplication app) => this.app = app;

    public string Address => app.Urls.First() + "/";

    /// <summary>What it says of itself.</summary>
    public string OpenApi { get; set; } = "{}";

    /// <summary>A bare status instead of an answer.</summary>
    public int? Status { get; set; }

    /// <summary>Reads what it is asked and breaks the connection instead of answering.</summary>
    public bool HangsUp { get; set; }

    public int Asked { get; private set; }

    public static async Task<FakeService> Start(string name)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var service = new FakeService(app);
        app.MapGet("/openapi/v1.json", () => Results.Text(service.OpenApi, "application/json"));
        app.MapGet("/health/live", () => Results.Ok());
        app.MapFallback("{**path}", async (HttpContext http) =>
        {
            if (http.Request.Query.ContainsKey("slow"))
                await Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
            using var body = new StreamReader(http.Request.Body);
            var text = await body.ReadToEndAsync(http.RequestAborted);
            service.Asked++;
            if (service.HangsUp)
                http.Abort();
            return service.Status is { } status ? Results.StatusCode(status) : Results.Ok(new Answer(
                name, http.Request.Method, http.Request.Path + http.Request.QueryString.ToString(),
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), text));
        });
        await app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

internal sealed record Answer(string Service, string Method, string Path, Dictionary<string, string> Headers, string Body)
{
    /// <summary>The value of a header, whatever its case.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
