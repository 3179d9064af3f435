using System.Text;
using FiveSocieties.Messaging;
using FiveSocieties.Tests.Messaging;
using FiveSocieties.Tests.TestKit;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FiveSocieties.Tests.RealParts;

/// <summary>What becomes of a message that its consumer cannot deal with.</summary>
public sealed class ErrorQueueTests : IAsyncLifetime
{
    private static readonly int[] Pauses = [50, 150, 450, 1350];
    private readonly Dictionary<string, string?> settings = new() { ["Database:Create"] = "EnsureCreated" };
    private RealRabbitMq broker = null!;
    private Uri host = null!;

    public async Task InitializeAsync()
    {
        broker = await RealRabbitMq.Shared;
        host = await broker.NewVirtualHost();
        await MessagingTests.UseRealParts(settings, host);
        foreach (var (i, pause) in Pauses.Index())
            settings[$"Messaging:RetryPauses:{i}"] = $"{pause}";
    }

    public Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_is_tried_with_growing_pauses_and_then_stands_in_the_error_queue_with_its_reason()
    {
        await using var villages = await Villages.Start(settings);
        villages.Script.Failures["southhopeless"] = int.MaxValue;
        var bell = await villages.Ring("hopeless");
        var errors = HouseBus.ErrorsOf("south");
        await Patiently.Until("the queue is declared", async () => (await broker.Ask(host, "queues"))
            .EnumerateArray().Any(queue => queue.GetProperty("name").GetString() == errors));
        BasicGetResult? found = null;
        await Patiently.Until("it stands there", async () => (found = await Take(errors)) is not null);

        var tries = villages.Script.Times.Where(time => time.Note == "southhopeless").Select(time => time.At).ToList();
        Assert.Equal(Pauses.Length + 1, tries.Count);
        foreach (var (i, pause) in Pauses.Index())
            Assert.InRange((tries[i + 1] - tries[i]).TotalMilliseconds, pause, pause + 5000);

        string Header(string name) => Encoding.UTF8.GetString((byte[])found!.BasicProperties.Headers![name]!);
        Assert.Equal("System.InvalidOperationException", Header("MT-Fault-ExceptionType"));
        Assert.Equal("(withheld)", Header("MT-Fault-Message"));
        Assert.EndsWith("/south-on-bell-rung", Header("MT-Fault-InputAddress"));
        Assert.Contains($"{bell.Id}", Encoding.UTF8.GetString(found!.Body.Span));
    }

    /// <summary>A quorum queue that is declared may not have its leader yet: asked then, the broker ends the connection.</summary>
    private async Task<BasicGetResult?> Take(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = host }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.BasicGetAsync(queue, autoAck: true);
        }
        catch (OperationInterruptedException noLeader) when (noLeader.ShutdownReason?.ReplyCode == 541)
        {
            return null;
        }
    }

    [Fact]
    public async Task The_error_queue_outlives_a_node_and_may_be_looked_at_as_often_as_one_likes()
    {
        await using var villages = await Villages.Start(settings);
        await villages.Ring("forbidden"); // a broken rule is not tried again
        await Patiently.Until("both stand there", async () => (await broker.Ask(host, "queues")).EnumerateArray()
            .Count(queue => queue.GetProperty("name").GetString()!.EndsWith("-errors", StringComparison.Ordinal)
                && queue.TryGetProperty("messages", out var count) && count.GetInt32() == 1) == 2);

        foreach (var village in (string[])["north", "south"])
        {
            var queue = await broker.Ask(host, "queues", HouseBus.ErrorsOf(village));
            var arguments = queue.GetProperty("arguments");
            Assert.True(queue.GetProperty("durable").GetBoolean());
            Assert.Equal("quorum", arguments.GetProperty("x-queue-type").GetString());
            Assert.Equal("reject-publish", arguments.GetProperty("x-overflow").GetString());
            Assert.Equal(HouseBus.DeadLetters, arguments.GetProperty("x-dead-letter-exchange").GetString());
            Assert.Equal(1_000_000, arguments.GetProperty("x-delivery-limit").GetInt32());
        }

        await using var connection = await new ConnectionFactory { Uri = host }.CreateConnectionAsync();
        for (var look = 0; look < 30; look++)
        {
            await using var channel = await connection.CreateChannelAsync();
            await Patiently.Until("it is there", async () =>
                await channel.BasicGetAsync(HouseBus.ErrorsOf("south"), autoAck: false) is not null);
        }
    }
}
