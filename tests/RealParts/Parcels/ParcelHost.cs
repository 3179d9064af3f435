using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.RealParts.Parcels;

/// <summary>One process with the parcel service, listening on a port of its own.</summary>
public sealed class ParcelHost : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("parcels-");
    private readonly WebApplication app;

    private ParcelHost(
        Uri? broker, string? database, bool hears, Action<IServiceCollection>? change, string[]? args = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing", Args = args });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Data"] = folder.FullName,
            ["Database"] = database is null ? "Sqlite" : "PostgreSQL",
            ["ConnectionStrings:Parcels"] = database,
            ["Bus"] = broker is null ? "InMemory" : "RabbitMQ",
            ["RabbitMQ:Uri"] = broker?.ToString(),
            ["Messaging:PublishLimit"] = "00:00:03",
            ["Messaging:DeclareLimit"] = "00:00:05",
            ["Logging:LogLevel:Default"] = "None",
        });
        builder.AddServiceDefaults();
        builder.AddServiceDb<ParcelDb, ParcelSqlite, ParcelPostgres>("Parcels");
        if (hears)
            builder.AddModule<ParcelDb>("parcels");
        builder.AddBus();
        change?.Invoke(builder.Services);
        app = builder.Build();
        app.UseServiceDefaults();
        app.MapPost("/parcels", Keep).AllowAnonymous();
    }

    public static async Task<ParcelHost> Start(
        Uri? broker = null, string? database = null, bool hears = true, Action<IServiceCollection>? change = null)
    {
        var host = new ParcelHost(broker, database, hears, change);
        await host.app.PrepareDatabases();
        await host.app.StartAsync();
        return host;
    }

    /// <summary>The job before a roll-out; its exit code.</summary>
    public static async Task<int> Migrate(Uri broker, Action<IServiceCollection>? change = null)
    {
        ParcelHost host = null!;
        var code = await ServiceDefaults.Start.Run(
            ["--migrate"], args => (host = new(broker, null, true, change, args)).app);
        SqliteConnection.ClearAllPools();
        host.folder.Delete(recursive: true);
        return code;
    }

    /// <summary>Sends a parcel by HTTP, as a partner would.</summary>
    public async Task<Guid> Send()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri($"{app.Urls.Single()}/parcels"), null);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<Guid>();
    }

    /// <summary>What the process says of itself: Healthy, Degraded or Unhealthy.</summary>
    public async Task<string?> Health()
    {
        using var http = new HttpClient();
        var report = await http.GetFromJsonAsync<JsonElement>(new Uri($"{app.Urls.Single()}/health/ready"));
        return report.GetProperty("status").GetString();
    }

    /// <summary>Whether it lives, and whether it takes requests.</summary>
    public async Task<(int Live, int Ready)> Probe()
    {
        using var http = new HttpClient();
        using var live = await http.GetAsync(new Uri($"{app.Urls.Single()}/health/live"));
        using var ready = await http.GetAsync(new Uri($"{app.Urls.Single()}/health/ready"));
        return ((int)live.StatusCode, (int)ready.StatusCode);
    }

    /// <summary>The status and code with which sending is refused.</summary>
    public async Task<(int Status, string? Code)> IsRefused()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri($"{app.Urls.Single()}/parcels"), null);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString());
    }

    public Task IsHealthy() =>
        Patiently.Until("healthy", async () => await Health() == "Healthy", TimeSpan.FromMinutes(1));

    public async Task<T> Look<T>(Func<ParcelDb, Task<T>> look)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<ParcelDb>());
    }

    /// <summary>All told is safe with the bus, and these have arrived, each once.</summary>
    public async Task HasAllOnce(params IReadOnlyCollection<Guid> parcels)
    {
        await Patiently.Until("all arrived", () => Look(async db =>
            await db.Arrivals.CountAsync() >= parcels.Count && !await db.Outbox.AnyAsync()), TimeSpan.FromMinutes(1));
        Assert.Equal(parcels.Order(), await Look(db => db.Arrivals.Select(x => x.ParcelId).Order().ToListAsync()));
    }

    /// <summary>No delivery ended in the error queue.</summary>
    public async Task NothingIsPutAside()
    {
        var broker = await RealRabbitMq.Shared;
        var queues = await broker.Ask(new Uri(app.Configuration["RabbitMQ:Uri"]!), "queues");
        Assert.DoesNotContain(queues.EnumerateArray(),
            queue => queue.GetProperty("name").GetString() == HouseBus.ErrorsOf("parcels"));
    }

    public async Task Publish(object message) => await app.Services.GetRequiredService<IBus>().Publish(message);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static async Task<Guid> Keep(ParcelDb db, CancellationToken cancellation)
    {
        var parcel = new Parcel();
        db.Add(parcel);
        db.Publish(parcel, new ParcelSent(parcel.Id));
        await db.SaveChangesAsync(cancellation);
        return parcel.Id;
    }
}
