using System.Collections.Concurrent;
using System.Net;
using FiveSocieties.ResourceMatching;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.Tests.Matching;

/// <summary>The owners, and Community's territory, as one gRPC server on ports of its own.</summary>
public sealed class FakePools : IAsyncDisposable
{
    private WebApplication app = null!;

    public ConcurrentDictionary<string, Resource> Resources { get; } = new();

    public ConcurrentQueue<MicroGrid> Grids { get; } = new();

    /// <summary>By community.</summary>
    public ConcurrentDictionary<string, CommunityBarriers> Barriers { get; } = new();

    /// <summary>The questions that were asked by id, in order.</summary>
    public ConcurrentQueue<GetResources> Asked { get; } = new();

    /// <summary>Nobody answers.</summary>
    public bool Away { get; set; }

    public string Address => app.Urls.First();

    public string TokenEndpoint => $"{app.Urls.Last()}/connect/token";

    public static async Task<FakePools> Start()
    {
        var fake = new FakePools();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(fake);
        fake.app = builder.Build();
        fake.app.MapGrpcService<Pool>();
        fake.app.MapGrpcService<Land>();
        fake.app.MapPost("/connect/token", () => Results.Json(new { access_token = "any", expires_in = 300 }));
        await fake.app.StartAsync();
        return fake;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Answer()
    {
        if (Away)
            throw new RpcException(new(StatusCode.Unavailable, "away"));
    }

    private sealed class Pool(FakePools fake) : ResourcePool.ResourcePoolBase
    {
        public override async Task List(
            ListResources request, IServerStreamWriter<Resource> stream, ServerCallContext context)
        {
            fake.Answer();
            foreach (var resource in fake.Resources.Values.Where(x => x.Owner == request.Owner).OrderBy(x => x.Id))
                await stream.WriteAsync(resource, context.CancellationToken);
        }

        public override Task<ResourceBatch> Get(GetResources request, ServerCallContext context)
        {
            fake.Answer();
            fake.Asked.Enqueue(request);
            return Task.FromResult(new ResourceBatch
            {
                Resources = { fake.Resources.Values.Where(x => x.Owner == request.Owner && request.Ids.Contains(x.Id)) },
            });
        }
    }

    private sealed class Land(FakePools fake) : Territory.TerritoryBase
    {
        public override async Task MicroGrids(
            MicroGridsRequest request, IServerStreamWriter<MicroGrid> stream, ServerCallContext context)
        {
            fake.Answer();
            foreach (var grid in fake.Grids.Where(x => request.Community is "" || x.Community == request.Community))
                await stream.WriteAsync(grid, context.CancellationToken);
        }

        public override async Task Barriers(
            BarriersRequest request, IServerStreamWriter<CommunityBarriers> stream, ServerCallContext context)
        {
            fake.Answer();
            foreach (var own in fake.Barriers.Values.Where(x => request.Community is "" || x.Community == request.Community))
                await stream.WriteAsync(own, context.CancellationToken);
        }
    }
}
