using System.Diagnostics;
using FiveSocieties.Messaging;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FiveSocieties.Tests.Benchmarks.Messages;

/// <summary>What it costs that nothing is lost and nothing happens twice, beside MassTransit alone in the same run, on real
/// RabbitMQ and PostgreSQL.</summary>
public static class MessageFlow
{
    private const int Writers = 16;

    /// <summary>MassTransit's floor, as it is usually measured.</summary>
    private const int Usual = 256;

    /// <summary>About a kilobyte on the wire, as events are.</summary>
    private static readonly string Note = new('d', 700);

    /// <summary>Three rounds of each, turn about; prints medians and ratios.</summary>
    public static async Task Run(int messages, int atFifty, TextWriter print)
    {
        var (ours, bare) = (new List<double>(), new List<double>());
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

        await Relay(7 * messages, print);
    }

    /// <summary>Five rounds of each, turn about, after three in which code is compiled; prints medians and ratios.</summary>
    public static async Task Relay(int messages, TextWriter print)
    {
        var (relay, loop, wide) = (new List<double>(), new List<double>(), new List<double>());
        await using (var house = await Chain.Ours(hears: false))
        await using (var alone = await Chain.Bare())
        {
            for (var round = 0; round < 8; round++)
            {
                loop.Add(await Loop(alone, messages, Usual));
                wide.Add(await Loop(alone, messages, new MessagingOptions().InFlight));
                relay.Add(await Empty(house, messages));
            }
        }

        await Ratio(print, $"relay alone, messages a second; bare with {Usual} in flight", relay[3..], loop[3..]);
        await Ratio(print, $"the same; bare with {new MessagingOptions().InFlight} in flight, as the relay", relay[3..], wide[3..]);
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Confirmed publishing from a loop; kept by a quorum queue, as what the relay says is.</summary>
    private static async Task<double> Loop(Chain chain, int messages, int inFlight)
    {
        var bus = chain.Services.GetRequiredService<IBus>();
        using var room = new SemaphoreSlim(inFlight);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, messages).Select(async _ =>
        {
            await room.WaitAsync();
            await bus.Publish(new Tolled(Guid.CreateVersion7(), Note));
            room.Release();
        }));
        var took = clock.Elapsed.TotalSeconds;
        await chain.Purge(messages);
        return messages / took;
    }

    /// <summary>How fast the relay empties an outbox that is full.</summary>
    private static async Task<double> Empty(Chain chain, int messages)
    {
        await using var scope = chain.Services.CreateAsyncScope();
        var teller = scope.ServiceProvider.GetRequiredService<TellerDb>();
        var first = new Bell();
        teller.Bells.Add(first);
        teller.Publish(first, new Tolled(first.Id, Note), DateTimeOffset.MaxValue);
        await teller.SaveChangesAsync();
        await teller.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Outbox" ("Id", "Type", "Body", "Community", "Version", "OccurredAt", "NotBefore", "Attempts")
            SELECT gen_random_uuid(), "Type", "Body", "Community", "Version", "OccurredAt", "OccurredAt", 0
            FROM "Outbox", generate_series(1, {messages})
            """);
        await teller.Outbox.Where(row => row.NotBefore == DateTimeOffset.MaxValue).ExecuteDeleteAsync();
        var last = new Bell();
        teller.Bells.Add(last);
        teller.Publish(last, new Tolled(last.Id, "wakes the relay"));
        var clock = Stopwatch.StartNew();
        await teller.SaveChangesAsync();
        await Patiently.Until("the outbox is empty", async () =>
        {
            await Task.Delay(50); // to look takes from what both measure
            return !await teller.Outbox.AnyAsync();
        }, TimeSpan.FromMinutes(2));
        var took = clock.Elapsed.TotalSeconds;
        await chain.Purge(messages);
        return messages / took;
    }

    private static Task Ratio(TextWriter print, string what, List<double> ours, List<double> bare)
    {
        var (mine, theirs) = (Median(ours), Median(bare));
        return print.WriteLineAsync($"{what}: house {mine,6:0}   bare {theirs,6:0}   ratio {mine / theirs:0.00}");
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);
}

/// <summary>Kept by a queue, heard by nobody.</summary>
public sealed record Tolled(Guid Id, string Note);
