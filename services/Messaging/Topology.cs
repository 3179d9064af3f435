using FiveSocieties.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Messaging;

/// <summary>Declares on the broker what this process hears, its exchanges, queues and bindings, without hearing it. Once
/// the jobs of all services have done so, an event reaches each of its hearers, even one that has never run.</summary>
internal sealed class Topology(IServiceProvider services, IOptions<MessagingOptions> options) : IGroundwork
{
    /// <summary>A bus that only declares now and then waits for its own end for ever, whatever token it has; by then all is declared.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    public async Task Migrate()
    {
        using var limit = new CancellationTokenSource(options.Value.DeclareLimit);
        try
        {
            var bus = services.GetRequiredService<IBusControl>();
            await bus.StartAsync(limit.Token);
            await bus.StopAsync(CancellationToken.None).WaitAsync(Goodbye).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception e) when (e is not ServiceStartException)
        {
            throw new ServiceStartException(limit.IsCancellationRequested
                ? $"The broker did not answer within {options.Value.DeclareLimit.TotalSeconds} s: no queue is declared."
                : $"The queues cannot be declared: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
