using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FiveSocieties.Community;
using FiveSocieties.Insights;
using FiveSocieties.Matching;
using FiveSocieties.Messaging;
using FiveSocieties.Partners;
using FiveSocieties.PartyBranches;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Scenarios;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.SocialWork;
using FiveSocieties.Volunteers;

namespace FiveSocieties.Standalone;

/// <summary>All services in one process: the same code as in the distributed form, only configured otherwise.</summary>
public static class StandaloneApp
{
    /// <summary>The demonstration client; refused wherever <c>Identity:AllowDemo</c> is not said.</summary>
    public const string DemoClient = "demo";

    /// <summary>Its secret, known to everybody.</summary>
    public const string DemoSecret = "demo-only";

    private static readonly string[] Roles = ["staff", "linker", "sub-district", "branch", "contact"];

    /// <summary>Ready to run; <paramref name="adjust"/> is for tests, which bring their own clock.</summary>
    public static WebApplication Build(StandaloneOptions options, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(StandaloneApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(Settings(options));
        if (KeptClock.Of(options.Data, options.Speed, DateTimeOffset.UtcNow) is { } clock)
            builder.Configuration.AddInMemoryCollection(Trial(clock, builder.Configuration));
        adjust?.Invoke(builder);

        builder.AddServiceDefaults();
        builder.AddCommunity();
        builder.AddSocialWork();
        builder.AddPartyBranches();
        builder.AddVolunteers();
        builder.AddResidentUnits();
        builder.AddMatching();
        builder.AddInsights();
        builder.AddPartners();
        builder.AddBus();
        builder.Services.AddGreeting(options);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapCommunity();
        app.MapSocialWork();
        app.MapPartyBranches();
        app.MapVolunteers();
        app.MapResidentUnits();
        app.MapMatching();
        app.MapInsights();
        app.MapPartners();
        return app;
    }

    /// <summary>The same greeting and the same invented people, at a platform that runs elsewhere.</summary>
    public static IHost Visit(StandaloneOptions options)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddGreeting(options);
        return builder.Build();
    }

    private static void AddGreeting(this IServiceCollection services, StandaloneOptions options) =>
        services.AddSingleton(options).AddHostedService<Greeting>().AddSingleton(new Partner(
            new() { BaseAddress = options.OwnUrl }, DemoClient, DemoSecret, new PlatformTime()));

    private static Dictionary<string, string?> Settings(StandaloneOptions options)
    {
        var inside = $"http://127.0.0.1:{FreePort()}";
        var settings = new Dictionary<string, string?>
        {
            ["Bus"] = "InMemory",
            ["Database"] = "Sqlite",
            ["Data"] = options.Data,
            ["Kestrel:Endpoints:Http:Url"] = options.Url.ToString().TrimEnd('/'),
            ["Kestrel:Endpoints:Http:Protocols"] = "Http1",
            ["Kestrel:Endpoints:Grpc:Url"] = inside,
            ["Kestrel:Endpoints:Grpc:Protocols"] = "Http2",
            ["Identity:Authority"] = options.OwnUrl.ToString().TrimEnd('/'),
            ["Identity:ClientId"] = "internal",
            ["Identity:ClientSecret"] = OwnSecret(options.Data),
            ["Identity:AllowDemo"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
            ["Logging:LogLevel:FiveSocieties.Standalone"] = "Information",
        };
        foreach (var service in (string[])["Community", "SocialWork", "PartyBranches", "Volunteers", "ResidentUnits", "Matching"])
            settings[$"Services:{service}"] = inside;
        Client(settings, 0, "internal", settings["Identity:ClientSecret"]!, [ServiceDefaults.Identity.Internal], [], []);
        Client(settings, 1, DemoClient, DemoSecret, ["*"], [Demonstration.Community], Roles);
        return settings;
    }

    /// <summary>A clock that runs faster, and what a day needs to be played to its end within it.</summary>
    private static Dictionary<string, string?> Trial(KeptClock clock, IConfiguration given)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Clock:Speed"] = clock.Speed.ToString(CultureInfo.InvariantCulture),
            ["Clock:Since"] = $"{clock.Since:O}",
            ["Clock:At"] = $"{clock.At:O}",
            ["Whistle:AnswerPeriod"] = given["Whistle:AnswerPeriod"] ?? "03:00:00",
            ["Linkage:RoundEvery"] = given["Linkage:RoundEvery"] ?? "01:00:00",
        };
        Client(settings, 2, Trials.Client, Trials.Secret, ["*"], Trials.Communities, Roles, Trials.Societies);
        return settings;
    }

    private static void Client(
        Dictionary<string, string?> settings, int index, string id, string secret, string[] scopes,
        string[] communities, string[] roles, params string[] societies)
    {
        var path = $"Identity:Clients:{index}";
        settings[$"{path}:Id"] = id;
        settings[$"{path}:Secret"] = secret;
        foreach (var (i, scope) in scopes.Index())
            settings[$"{path}:Scopes:{i}"] = scope;
        foreach (var (i, community) in communities.Index())
            settings[$"{path}:Communities:{i}"] = community;
        foreach (var (i, role) in roles.Index())
            settings[$"{path}:Roles:{i}"] = role;
        foreach (var (i, society) in societies.Index())
            settings[$"{path}:Societies:{i}"] = society;
    }

    /// <summary>The secret with which the process talks to itself: made once, readable by its owner alone.</summary>
    private static string OwnSecret(string folder)
    {
        var file = Path.Combine(folder, "internal.secret");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return File.ReadAllText(file);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
