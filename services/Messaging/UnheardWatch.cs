using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FiveSocieties.Messaging;

/// <summary>Counts what nobody is bound to: it failed nowhere, so nobody would notice.</summary>
internal sealed class UnheardWatch(Uri broker, IOptions<MessagingOptions> options, ILogger<UnheardWatch> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory { Uri = broker, ClientProvidedName = "unheard" };
        for (uint before = 0; ; await Task.Delay(options.Value.Look, stoppingToken))
        {
            try
            {
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
                var count = (await channel.QueueDeclarePassiveAsync(HouseBus.Unheard, stoppingToken)).MessageCount;
                Telemetry.Unheard.Record(count);
                if (count > before)
                    log.Unheard(count);
                before = count;
            }
            catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException
                or AlreadyClosedException or TimeoutException)
            {
                // The health check says that the broker is away; without the queue nothing was unheard yet.
            }
        }
    }
}
