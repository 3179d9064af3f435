using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DotNet.Testcontainers.Containers;
using Testcontainers.RabbitMq;

namespace FiveSocieties.Tests.TestKit;

/// <summary>
/// A real RabbitMQ with its management API: the one named by <c>FIVE_RABBITMQ</c> (an amqp URI of an administrator;
/// <c>FIVE_RABBITMQ_MANAGEMENT</c> if its API is not at port 15672), else a container (image
/// <c>FIVE_RABBITMQ_IMAGE</c>), else the installed package, run privately. Never the machine's service.
/// </summary>
public sealed class RealRabbitMq : IAsyncDisposable
{
    private const string Installed = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly Lazy<Task<RealRabbitMq>> One = new(Start);
    private readonly Uri amqp;
    private readonly HttpClient management;
    private readonly string folder = "";
    private IContainer? container;
    private OwnServer? server;

    private RealRabbitMq(Uri amqp, Uri api)
    {
        this.amqp = amqp;
        var user = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(amqp.UserInfo)));
        management = new HttpClient { BaseAddress = new Uri(api, "/api/") };
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", user);
    }

    private RealRabbitMq(int port, int apiPort, string folder)
        : this(new($"amqp://five:{Guid.NewGuid():N}@127.0.0.1:{port}"), new($"http://127.0.0.1:{apiPort}")) =>
        this.folder = folder;

    /// <summary>The one of this test process: started by the first who asks, ended with the process.</summary>
    public static Task<RealRabbitMq> Shared => One.Value;

    /// <summary>Its management API.</summary>
    public Uri Management => new(management.BaseAddress!, "/");

    public static async Task<RealRabbitMq> Start() =>
        Environment.GetEnvironmentVariable("FIVE_RABBITMQ") is { Length: > 0 } given
            ? Given(new(given)) : await StartOwn();

    /// <summary>One that nobody else uses, so that it may be stopped and started again.</summary>
    public static async Task<RealRabbitMq> StartOwn() =>
        await Docker.Answers() ? await StartContainer()
        : File.Exists(Installed) ? await Patiently.Try(StartInstalled)
        : throw new NotSupportedException(
            "No RabbitMQ: set FIVE_RABBITMQ, start Docker, or install the package 'rabbitmq-server'.");

    /// <summary>
    /// A virtual host of the caller's own, as an amqp URI: nobody else's queues, nobody else's messages.
    /// </summary>
    public async Task<Uri> NewVirtualHost()
    {
        var name = $"five-{Guid.NewGuid():N}";
        var user = amqp.UserInfo.Split(':')[0];
        await Put($"vhosts/{name}", new { });
        await Put($"permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        return new UriBuilder(amqp) { Path = name }.Uri;
    }

    /// <summary>
    /// Asks the management API about a virtual host: all its <c>queues</c>, <c>exchanges</c> …, or one by name.
    /// </summary>
    public async Task<JsonElement> Ask(Uri virtualHost, string kind, string? name = null) =>
        await management.GetFromJsonAsync<JsonElement>(
            kind + virtualHost.AbsolutePath + (name is null ? "" : "/" + Uri.EscapeDataString(name)));

    /// <summary>Takes an own broker away, without a goodbye where it is a process of ours.</summary>
    public Task Stop() => container?.StopAsync() ?? server?.Stop() ?? throw NotOwn();

    /// <summary>Brings it back at the same address, over the same data.</summary>
    public async Task StartAgain()
    {
        if (container is not null)
            await container.StartAsync();
        else
            server = server is null ? throw NotOwn() : await OwnServer.Start(folder, Plan());
    }

    /// <summary>An own broker keeps its connections and answers nobody.</summary>
    public Task Freeze() => container?.PauseAsync() ?? server?.Freeze() ?? throw NotOwn();

    /// <summary>It goes on where it stood.</summary>
    public Task Thaw() => container?.UnpauseAsync() ?? server?.Thaw() ?? throw NotOwn();

    public async ValueTask DisposeAsync()
    {
        management.Dispose();
        if (container is not null)
            await container.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    private async Task Put(string path, object body)
    {
        using var response = await management.PutAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
    }

    private static InvalidOperationException NotOwn() => new("This broker was given by FIVE_RABBITMQ: it stays up.");

    private static RealRabbitMq Given(Uri amqp) =>
        new(amqp, Environment.GetEnvironmentVariable("FIVE_RABBITMQ_MANAGEMENT") is { Length: > 0 } api
            ? new(api) : new UriBuilder("http", amqp.Host, 15672).Uri);

    // Ports are fixed beforehand, so that the broker comes back where it was.
    private static async Task<RealRabbitMq> StartContainer()
    {
        var image = Environment.GetEnvironmentVariable("FIVE_RABBITMQ_IMAGE") ?? "rabbitmq:4.1-management";
        var (port, apiPort) = (FreePort.Find(), FreePort.Find());
        var container = new RabbitMqBuilder(image)
            .WithPortBinding(port, 5672).WithPortBinding(apiPort, 15672).Build();
        await container.StartAsync();
        var api = new UriBuilder("http", container.Hostname, apiPort).Uri;
        return new(new Uri(container.GetConnectionString()), api) { container = container };
    }

    private static async Task<RealRabbitMq> StartInstalled()
    {
        var broker = new RealRabbitMq(FreePort.Find(), FreePort.Find(), OwnServer.NewFolder());
        broker.server = await OwnServer.Start(broker.folder, broker.Plan());
        return broker;
    }

    private OwnServer.Plan Plan()
    {
        var user = amqp.UserInfo.Split(':');
        var script = $$"""
            echo '[rabbitmq_management].' > enabled_plugins
            : > env.conf
            cat > rabbitmq.conf <<END
            listeners.tcp.1 = 127.0.0.1:{{amqp.Port}}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {{management.BaseAddress!.Port}}
            default_user = {{user[0]}}
            default_pass = {{user[1]}}
            disk_free_limit.absolute = 50MB
            max_message_size = 16777216
            END
            export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT={{FreePort.Find()}} RABBITMQ_DIST_PORT={{FreePort.Find()}}
            export RABBITMQ_NODENAME="five{{amqp.Port}}@localhost" RABBITMQ_CONF_ENV_FILE="$1/env.conf"
            export RABBITMQ_CONFIG_FILE="$1/rabbitmq" RABBITMQ_ENABLED_PLUGINS_FILE="$1/enabled_plugins"
            export RABBITMQ_MNESIA_BASE="$1/data" RABBITMQ_LOG_BASE="$1/log" RABBITMQ_LOGS=- RABBITMQ_PID_FILE="$1/pid"
            export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
            epmd -address 127.0.0.1 &
            exec {{Installed}}
            """;
        return new("rabbitmq", "KILL", script, Answers);
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var response = await management.GetAsync($"health/checks/port-listener/{amqp.Port}");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
