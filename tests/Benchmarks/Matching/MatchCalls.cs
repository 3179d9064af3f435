using System.Diagnostics;
using System.Net;
using FiveSocieties.Matching;
using FiveSocieties.Matching.Engine;
using FiveSocieties.Matching.Index;
using FiveSocieties.Matching.Matches;
using FiveSocieties.ResourceMatching;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.Tests.Benchmarks.Matching;

/// <summary>What a question about one line costs over gRPC, beside a call that is answered with nothing.</summary>
internal static class MatchCalls
{
    public static async Task Run(int resources, int seed, int calls, TextWriter output)
    {
        var world = MatchingWorld.Of(Math.Max(calls, resources / 10), resources, seed);
        await using var app = await Serve(world);
        using var channel = GrpcChannel.ForAddress(app.Urls.First());
        var (matchmaker, nothing) = (new Matchmaker.MatchmakerClient(channel), new Territory.TerritoryClient(channel));
        var policy = new Policy { Version = "bench", LevelGap = 60, OtherMicroGrid = 30, Evenness = 15 };
        var questions = world.Needs.Take(calls)
            .Select(need => new MatchRequest { Line = Told(need), Policy = policy, Take = 10 }).ToArray();

        output.WriteLine($"{resources:N0} helpers, seed {seed}, {questions.Length:N0} calls one after the other");
        for (var again = 0; again < 2; again++) // the first is for warming up
        {
            var empty = await Timed(questions, _ => nothing.WhistlePlaceAsync(new()).ResponseAsync);
            var match = await Timed(questions, question => matchmaker.MatchAsync(question).ResponseAsync);
            if (again > 0)
                output.WriteLine($"empty call   {Figures.Of(empty)}\nMatch        {Figures.Of(match)}");
        }
    }

    private static async Task<WebApplication> Serve(MatchingWorld world)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddOptions<MatchingOptions>();
        builder.Services.AddSingleton<ResourceIndex>().AddSingleton<LastRounds>()
            .AddSingleton<TimeProvider>(new Clock());
        var app = builder.Build();
        var index = app.Services.GetRequiredService<ResourceIndex>();
        index.SetGrids("", world.Grids);
        index.Apply(world.Hats, []);
        app.MapGrpcService<MatchmakerService>();
        app.MapGrpcService<Nothing>();
        await app.StartAsync();
        return app;
    }

    private static async Task<double[]> Timed(MatchRequest[] questions, Func<MatchRequest, Task> ask)
    {
        var took = new double[questions.Length];
        for (var at = 0; at < took.Length; at++)
        {
            var clock = Stopwatch.GetTimestamp();
            await ask(questions[at]);
            took[at] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        }

        return took;
    }

    private static Line Told(Need need) => new()
    {
        LineId = need.Id,
        Community = need.Community,
        Skill = need.Skill,
        LeastLevel = need.LeastLevel,
        WantedLevel = need.WantedLevel,
        Place = new() { Longitude = need.Place.Longitude, Latitude = need.Place.Latitude },
        MicroGridId = need.MicroGrid,
        Slots = { need.Slots },
        Priority = need.Priority,
        Circle = (SearchCircle)need.Reach,
        Quantity = need.Quantity,
    };

    private sealed class Nothing : Territory.TerritoryBase
    {
        public override Task<WhistlePlaceReply> WhistlePlace(WhistlePlaceRequest request, ServerCallContext context) =>
            Task.FromResult(new WhistlePlaceReply());
    }

    /// <summary>The world's slots lie ahead of it.</summary>
    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Events.Slot.FromNumber(MatchingWorld.Horizon.First).Starts;
    }
}
