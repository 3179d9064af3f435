using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FiveSocieties.Tests.RealParts.Parcels;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.RealParts;

/// <summary>
/// MassTransit would report its use to its makers; here nobody is told anything. A proxy of the test's own stands
/// between this process and the world, so what would leave is heard, and still does not leave.
/// </summary>
public sealed class UsageTelemetryTests
{
    [Fact]
    public async Task Nobody_is_told_how_the_bus_is_used() => Assert.Null(await Report(_ => { }));

    [Fact]
    public async Task The_test_would_hear_a_report() =>
        Assert.StartsWith("CONNECT usage-tracking.", await Report(usage => usage.Enabled = true));

    /// <summary>What a host asks of the world that would report at once, at its start and at its end.</summary>
    private static async Task<string?> Report(Action<UsageTelemetryOptions> change)
    {
        using var world = new World();
        await using (await ParcelHost.Start(change: services => services.PostConfigure<UsageTelemetryOptions>(usage =>
        {
            (usage.ReportDelay, usage.ReportOnShutdown) = (TimeSpan.FromMilliseconds(1), true);
            change(usage);
        })))
            await Task.Delay(TimeSpan.FromSeconds(1));
        return world.Asked.FirstOrDefault();
    }

    private sealed class World : IWebProxy, IDisposable
    {
        private readonly IWebProxy before = HttpClient.DefaultProxy;
        private readonly TcpListener door = new(IPAddress.Loopback, 0);

        public World()
        {
            door.Start();
            HttpClient.DefaultProxy = this;
            _ = Hear();
        }

        public ConcurrentQueue<string?> Asked { get; } = [];

        public ICredentials? Credentials { get; set; }

        public bool IsBypassed(Uri host) => host.IsLoopback;

        public Uri GetProxy(Uri destination) => new($"http://{door.LocalEndpoint}");

        public void Dispose()
        {
            HttpClient.DefaultProxy = before;
            door.Dispose();
        }

        /// <summary>Hangs up on all; ends with an exception when the door closes.</summary>
        private async Task Hear()
        {
            while (true)
            {
                using var caller = await door.AcceptTcpClientAsync();
                using var reader = new StreamReader(caller.GetStream());
                Asked.Enqueue(await reader.ReadLineAsync());
            }
        }
    }
}
