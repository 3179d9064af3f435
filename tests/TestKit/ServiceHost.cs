using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FiveSocieties.Tests.TestKit;

/// <summary>
/// The real Program of one service: SQLite in a temporary folder, the in-memory bus, a clock that stands still on Monday
/// 2026-11-23 at nine in Sichuan until it is moved, and tokens that a test writes itself.
/// </summary>
/// <typeparam name="TMarker">Any public type of the service, for example its database.</typeparam>
public class ServiceHost<TMarker> : WebApplicationFactory<TMarker>
    where TMarker : class
{
    /// <summary>The community of most tests: 12 digits, invented.</summary>
    public const string Community = "510104001001";

    private readonly string folder = Directory.CreateTempSubdirectory("five-").FullName;

    /// <summary>Move it and what waits for time happens.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)));

    /// <summary>Everything that this service has told.</summary>
    public Told Told { get; } = new();

    /// <summary>Where the databases are.</summary>
    public string Folder => folder;

    /// <summary>Settings beside the usual ones; set before the first request.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Services to replace, such as gRPC clients; add before the first request.</summary>
    public List<Action<IServiceCollection>> Replace { get; } = [];

    /// <summary>A client of an organisation that may do all the named things in the named communities.</summary>
    public HttpClient Client(
        string scopes, string[]? communities = null, string[]? roles = null, string clientId = "partner")
    {
        var http = CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", TestTokens.Write(clientId, scopes, communities ?? [Community], roles ?? []));
        return http;
    }

    /// <summary>Tells the service something in the name of another one, as its relay would.</summary>
    public Task Tell<T>(T message, string community = Community, long version = 1, Guid? messageId = null)
        where T : class =>
        Services.GetRequiredService<IBus>().Publish(message, context =>
        {
            context.MessageId = messageId ?? Guid.CreateVersion7();
            context.SetEnvelope(community, version, Clock.GetUtcNow());
        });

    /// <summary>Looks into a database of the service.</summary>
    public async Task<TResult> Look<TDb, TResult>(Func<TDb, Task<TResult>> look)
        where TDb : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<TDb>());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Data", folder);
        builder.UseSetting("Database", "Sqlite");
        builder.UseSetting("Bus", "InMemory");
        builder.UseSetting("Identity:Authority", TestTokens.Issuer);
        builder.UseSetting("Identity:ClientSecret", "of the tests");
        foreach (var (key, value) in Settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddPublishObserver<Told>(_ => Told);
            services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, bearer =>
            {
                bearer.ConfigurationManager =
                    new StaticConfigurationManager<OpenIdConnectConfiguration>(new() { Issuer = TestTokens.Issuer });
                bearer.TokenValidationParameters.ValidIssuer = TestTokens.Issuer;
                bearer.TokenValidationParameters.IssuerSigningKey = TestTokens.Key;
            });
            foreach (var replace in Replace)
                replace(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>What a service has told, in order.</summary>
public sealed class Told : IPublishObserver
{
    private readonly ConcurrentQueue<object> messages = new();

    /// <summary>All messages of one kind so far.</summary>
    public IReadOnlyList<T> All<T>() => [.. messages.OfType<T>()];

    /// <summary>The first message of its kind that fits, waited for.</summary>
    public Task<T> First<T>(Func<T, bool>? fits = null)
        where T : class =>
        Patiently.Get(typeof(T).Name, () => Task.FromResult(messages.OfType<T>().FirstOrDefault(fits ?? (_ => true))));

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        messages.Enqueue(context.Message);
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}

/// <summary>Shortcuts for JSON over HTTP in tests.</summary>
public static class Json
{
    /// <summary>Reads the body as a tree; the status must be a success.</summary>
    public static async Task<JsonElement> Body(this Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>As <see cref="Body"/>; undefined without success.</summary>
    public static async Task<JsonElement> TryBody(this Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default;
    }

    /// <summary>The steps of a story; none while it is not there: who hears of a whistle may be slower than who asks.</summary>
    public static IEnumerable<JsonElement> Steps(this JsonElement story) =>
        story.ValueKind == JsonValueKind.Object ? story.GetProperty("steps").EnumerateArray() : [];

    /// <summary>Status, code and field of a problem.</summary>
    public static async Task<(int Status, string? Code, string? Field)> AsProblem(
        this Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, Text(body, "code"), Text(body, "field"));

        static string? Text(JsonElement body, string name) =>
            body.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
