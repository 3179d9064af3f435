using FiveSocieties.Messaging;
using FiveSocieties.Storage;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.Messaging.South;
using FiveSocieties.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.Tests.Messaging;

/// <summary>A request to ring a bell.</summary>
public sealed record Ring(string Note);

/// <summary>The answer.</summary>
public sealed record RingView(Guid Id, int Rings);

/// <summary>One process with two services in it, each with its database, on one bus.</summary>
public sealed class Villages : IAsyncDisposable
{
    private readonly WebApplication app;

    private Villages(WebApplication app) => this.app = app;

    public Script Script => app.Services.GetRequiredService<Script>();

    public IServiceProvider Services => app.Services;

    /// <summary>Starts it; without <paramref name="bus"/> nothing leaves the outbox.</summary>
    public static async Task<Villages> Start(
        IReadOnlyDictionary<string, string?> settings,
        bool bus = true,
        TimeProvider? time = null,
        Action<WebApplicationBuilder>? more = null)
    {
        var app = Build(settings, bus, time, more);
        await app.PrepareDatabases();
        await app.StartAsync();
        return new Villages(app);
    }

    public static WebApplication Build(
        IReadOnlyDictionary<string, string?> settings,
        bool bus = true,
        TimeProvider? time = null,
        Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Messaging:RetryPauses:0"] = "5",
            ["Messaging:RetryPauses:1"] = "10",
            ["Messaging:RetryPauses:2"] = "20",
            ["Messaging:RetryPauses:3"] = "40",
            ["Messaging:Tries"] = "3",
            ["Messaging:Backoff"] = "00:00:00.020",
            ["Messaging:Poll"] = "00:00:00.200",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<Script>();
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.AddServiceDb<NorthDb, NorthSqlite, NorthPostgres>("North");
        builder.AddServiceDb<SouthDb, SouthSqlite, SouthPostgres>("South");
        builder.AddModule<NorthDb>("north");
        builder.AddModule<SouthDb>("south");
        builder.AddListener<NorthDb>("north", "ledger", [typeof(Ledger<BellRung>), typeof(Ledger<BellEchoed>)]);
        more?.Invoke(builder);
        if (bus)
            builder.AddBus();
        var app = builder.Build();
        Map(app.MapGroup("/bells").WithKeptAnswers<NorthDb>());
        return app;
    }

    public HttpClient Client() => app.GetTestClient();

    /// <summary>Something of one database, in a scope of its own.</summary>
    public async Task<T> In<TDb, T>(Func<TDb, Task<T>> act)
        where TDb : ServiceDb
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TDb>());
    }

    /// <summary>Rings a new bell of the north: change and message are one save.</summary>
    public Task<TowerBell> Ring(string note, DateTimeOffset? notBefore = null) => In<NorthDb, TowerBell>(async db =>
    {
        var bell = new TowerBell { Rings = 1 };
        db.Bells.Add(bell);
        db.Publish(bell, new BellRung(bell.Id, note, Loudness.Loud), notBefore ?? db.Now);
        await db.SaveChangesAsync();
        return bell;
    });

    /// <summary>How often a village has written down a note.</summary>
    public Task<int> Hearings<TDb>(string note)
        where TDb : VillageDb => In<TDb, int>(db => db.Heard.CountAsync(h => h.Note == note));

    /// <summary>Waits until both villages have heard it, once each.</summary>
    public Task BothHear(string note) => Patiently.Until($"both hear '{note}'", async () =>
        await Hearings<NorthDb>(note) == 1 && await Hearings<SouthDb>(note) == 1, TimeSpan.FromMinutes(1));

    /// <summary>Waits until nothing is left to be sent.</summary>
    public Task Quiet() => Patiently.Until("the outboxes are empty", async () =>
        await In<NorthDb, int>(db => db.Outbox.CountAsync(r => r.ParkedAt == null)) == 0
        && await In<SouthDb, int>(db => db.Outbox.CountAsync(r => r.ParkedAt == null)) == 0);

    /// <summary>As at SIGTERM, the bus apart.</summary>
    public async Task StopRelays()
    {
        app.Lifetime.StopApplication();
        foreach (var relay in Services.GetServices<IHostedService>().Where(x => x.GetType().Name.StartsWith("Relay", StringComparison.Ordinal)))
            await relay.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static void Map(RouteGroupBuilder bells)
    {
        bells.MapPost("/", async Task<IResult> (Ring ring, NorthDb db, Script script) =>
        {
            var bell = new TowerBell { Rings = 1 };
            db.Bells.Add(bell);
            db.Publish(bell, new BellRung(bell.Id, ring.Note));
            await db.SaveChangesAsync();
            script.Act("post", ring.Note);
            if (script.Barrier is { } barrier)
                await barrier.Task;
            return ring.Note switch
            {
                "refuse" => Results.Conflict(new RingView(bell.Id, 0)),
                "fail" => throw new InvalidOperationException("a bug"),
                _ => Results.Created($"/bells/{bell.Id}", new RingView(bell.Id, bell.Rings)),
            };
        });
    }
}
