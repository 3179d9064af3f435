using System.Diagnostics;
using FiveSocieties.Messaging;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;

namespace FiveSocieties.Tests.Benchmarks.Messages;

/// <summary>What it costs that nothing is lost and nothing happens twice, beside MassTransit alone in the same run, on real
/// RabbitMQ and PostgreSQL.</summary>
public static class MessageFlow
{
    private const int Writers = 16;

    /// <summary>About a kilobyte on the wire, as events are.</summary>
    private static readonly string Note = new('d', 700);

    /// <summary>Three rounds of each, turn about; prints medians and ratios.</summary>
    public static async Task Run(int messages, int atFifty, TextWriter print)
    {
        var (ours, bare, relay, loop) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await using (var house = await Chain.Ours())
        await using (var alone = await Chain.Bare())
        {
            await house.Throughput(messages / 5, Writers); // code is compiled, pools are filled
            await alone.Throughput(messages / 5, Writers);
            for (var round = 0; round < 3; round++)
            {
                bare.Add(await alone.Throughput(messages, Writers));
                ours.Add(await house.Throughput(messages, Writers));
            }

            await Ratio(print, "whole chain, messages a second", ours, bare);
            var (mine, theirs) = (await house.Latency(atFifty, 50), await alone.Latency(atFifty, 50));
            await print.WriteLineAsync($"save to effect at 50 a second, house  {Figures.Of(mine)}");
            await print.WriteLineAsync($"save to effect at 50 a second, bare   {Figures.Of(theirs)}");
        }

        await using (var house = await Chain.Ours(hears: false))
        await using (var alone = await Chain.Bare())
        {
            for (var round = 0; round < 4; round++)
            {
                loop.Add(await Loop(alone, messages));
                relay.Add(await Empty(house, messages));
            }
        }

        await Ratio(print, "relay alone, messages a second", relay[1..], loop[1..]);
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Confirmed publishing from a loop, as many in flight as the relay has; kept by a quorum queue, as what the relay
    /// says is.</summary>
    private static async Task<double> Loop(Chain chain, int messages)
    {
        var bus = chain.Services.GetRequiredService<IBus>();
        using var room = new SemaphoreSlim(new MessagingOptions().InFlight);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, messages).Select(async _ =>
        {
            await room.WaitAsync();
            await bus.Publish(new Tolled(Guid.CreateVersion7(), Note));
            room.Release();
        }));
        var took = clock.Elapsed.TotalSeconds;
        await using var connection = await new ConnectionFactory { Uri = chain.Broker! }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var kept = (await channel.QueueDeclarePassiveAsync("tolls")).MessageCount;
        if (kept == 0)
            throw new InvalidOperationException("Nobody kept what was published: that is no floor.");
        await channel.QueuePurgeAsync("tolls");
        return messages / took;
    }

    /// <summary>How fast the relay empties an outbox that is full.</summary>
    private static async Task<double> Empty(Chain chain, int messages)
    {
        var later = DateTimeOffset.UtcNow.AddHours(1);
        for (var i = 0; i < messages; i += 1000)
        {
            await using var fill = chain.Services.CreateAsyncScope();
            var db = fill.ServiceProvider.GetRequiredService<TellerDb>();
            var bell = new Bell();
            db.Bells.Add(bell);
            for (var j = 0; j < 1000; j++)
                db.Publish(bell, new Tolled(Guid.CreateVersion7(), Note), later);
            await db.SaveChangesAsync();
        }

        await using var scope = chain.Services.CreateAsyncScope();
        var teller = scope.ServiceProvider.GetRequiredService<TellerDb>();
        await teller.Outbox.ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, DateTimeOffset.UtcNow));
        var last = new Bell();
        teller.Bells.Add(last);
        teller.Publish(last, new Tolled(last.Id, "wakes the relay"));
        var clock = Stopwatch.StartNew();
        await teller.SaveChangesAsync();
        await Patiently.Until("the outbox is empty", async () =>
        {
            await Task.Delay(20);
            return !await teller.Outbox.AnyAsync();
        }, TimeSpan.FromMinutes(2));
        return messages / clock.Elapsed.TotalSeconds;
    }

    private static Task Ratio(TextWriter print, string what, List<double> ours, List<double> bare)
    {
        var (mine, theirs) = (Median(ours), Median(bare));
        return print.WriteLineAsync($"{what}: house {mine,6:0}   bare {theirs,6:0}   ratio {mine / theirs:0.00}");
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);
}

/// <summary>Heard by nobody.</summary>
public sealed record Tolled(Guid Id, string Note);
