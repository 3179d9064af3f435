using System.Collections.Concurrent;
using FiveSocieties.Storage;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.Messaging.South;
using FiveSocieties.Tests.TestKit;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Messaging;

/// <summary>SQLite and the in-memory bus: what a pilot community runs.</summary>
public sealed class InMemoryTests : MessagingSpec
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-messaging-").FullName;

    public override Task InitializeAsync()
    {
        Settings["Data"] = folder;
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_message_stays_in_the_outbox_until_each_consumer_has_committed()
    {
        await using var villages = await Villages.Start(Settings);
        villages.Script.Barrier = new();
        await villages.Ring("slow");
        await Patiently.Until("the north hears", async () => await villages.Hearings<NorthDb>("slow") == 1);
        await Task.Delay(300);
        var waiting = await villages.In<NorthDb, int>(db => db.Outbox.CountAsync());
        await villages.Ring("beside");
        await Patiently.Until("a neighbour passes", async () => await villages.Hearings<NorthDb>("beside") == 1);
        villages.Script.Barrier.SetResult();
        Assert.Equal(1, waiting);
        await villages.BothHear("slow");
        await villages.Quiet();
    }

    [Fact]
    public async Task What_is_still_in_hand_is_not_sent_again_when_its_lease_is_over()
    {
        await using var villages = await Villages.Start(Settings);
        var sent = new Sent();
        villages.Services.GetRequiredService<IBus>().ConnectPublishObserver(sent);
        villages.Script.Barrier = new();
        await villages.Ring("slow");
        await Patiently.Until("the north hears", async () => await villages.Hearings<NorthDb>("slow") == 1);
        await villages.In<NorthDb, int>(db => db.Outbox.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LeaseUntil, DateTimeOffset.UnixEpoch)));
        await villages.Ring("beside");
        await Patiently.Until("a neighbour passes", async () => await villages.Hearings<NorthDb>("beside") == 1);
        villages.Script.Barrier.SetResult();
        await villages.BothHear("slow");
        await villages.Quiet();
        Assert.Equal(sent.Ids.Distinct(), sent.Ids);
    }

    [Fact]
    public async Task A_delivery_in_hand_when_the_process_goes_down_is_made_again()
    {
        await using (var before = await Villages.Start(Settings))
        {
            var barrier = before.Script.Barrier = new();
            before.Script.Failures["southlate"] = int.MaxValue;
            await before.Ring("late");
            await Patiently.Until("the north hears", async () => await before.Hearings<NorthDb>("late") == 1);
            var ending = before.DisposeAsync();
            await Task.Delay(200);
            barrier.SetResult();
            await ending;
        }

        await using var after = await Villages.Start(Settings);
        await after.BothHear("late");
        await after.Quiet();
        Assert.Equal(0, await after.In<SouthDb, int>(db => db.ParkedDeliveries.CountAsync()));
    }

    protected override async Task PutAside(Villages villages, int count)
    {
        var parked = new List<ParkedDelivery>();
        await Patiently.Until("deliveries are parked", async () =>
        {
            parked = [.. await villages.In<NorthDb, List<ParkedDelivery>>(db => db.ParkedDeliveries.ToListAsync()),
                .. await villages.In<SouthDb, List<ParkedDelivery>>(db => db.ParkedDeliveries.ToListAsync())];
            return parked.Count == count;
        });
        Assert.All(parked, p => Assert.DoesNotContain("名字", p.Reason));
        Assert.Contains(parked, p => p.Consumer == "south/OnBellRung");
        await villages.Quiet();
    }
}

/// <summary>Kept answers on SQLite.</summary>
public sealed class KeptAnswersTests : KeptAnswersSpec
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-messaging-").FullName;

    public override Task InitializeAsync()
    {
        Settings["Data"] = folder;
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>The messages that were published, in their order.</summary>
internal sealed class Sent : IPublishObserver
{
    public ConcurrentQueue<Guid?> Ids { get; } = new();

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        Ids.Enqueue(context.MessageId);
        return Task.CompletedTask;
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
