using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FiveSocieties.ServiceDefaults;

/// <summary>The process cannot start; the message is one sentence for the operator.</summary>
public sealed class ServiceStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What must stand before a process serves: its databases, its queues.</summary>
public interface IGroundwork
{
    /// <summary>At each start, before anything listens.</summary>
    Task Prepare() => Task.CompletedTask;

    /// <summary>Beside the start of the host.</summary>
    Task Warm() => Task.CompletedTask;

    /// <summary>The job that runs before a new version is rolled out: <c>--migrate</c>.</summary>
    Task Migrate();
}

/// <summary>How a process starts: what it stands on first, then listening.</summary>
public static class Start
{
    /// <summary>Builds the process and runs it until told to stop. <c>--migrate</c>: lays the groundwork and ends; among
    /// the settings it is <c>migrate</c>. Returns the exit code; 1 with one sentence on the error stream when it cannot be
    /// built or started.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="build">Makes the process of the settings on the command line.</param>
    public static async Task<int> Run(string[] args, Func<string[], WebApplication> build)
    {
        WebApplication? app = null;
        try
        {
            app = build([.. args.Select(arg => arg == "--migrate" ? "--migrate=true" : arg)]);
            await (args.Contains("--migrate") ? Each(app, ground => ground.Migrate()) : Serve(app));
            return 0;
        }
        catch (Exception failure) when (IsForTheOperator(failure))
        {
            if (app is not null)
                await app.StopAsync(); // what had started before the one that could not
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException) when (app?.Lifetime.ApplicationStopping.IsCancellationRequested == true)
        {
            await app.StopAsync(); // told to stop before it had started
            return 0;
        }
        finally
        {
            if (app is not null)
                await app.DisposeAsync();
        }
    }

    private static async Task Serve(WebApplication app)
    {
        await Each(app, ground => ground.Prepare());
        var warm = Each(app, ground => ground.Warm());
        await app.StartAsync();
        await warm;
        await Task.Delay(Timeout.Infinite, app.Lifetime.ApplicationStopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (app.Services.GetService<StopBegun>() is { Said: true })
            await Task.Delay(Timeout.Infinite, app.Lifetime.ApplicationStopped)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            await app.StopAsync();
    }

    private static Task Each(WebApplication app, Func<IGroundwork, Task> act) =>
        Task.WhenAll(app.Services.GetServices<IGroundwork>().Select(act));

    /// <summary>Something is configured wrongly or taken; anything else is a bug and shows where it is.</summary>
    private static bool IsForTheOperator(Exception failure) => failure
        is ServiceStartException or OptionsValidationException or InvalidDataException
        or IOException { InnerException: AddressInUseException }
        || (failure is InvalidOperationException
            && failure.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal));
}

/// <summary>
/// Whether somebody stops the host already, as a test host does: two who stop it at the same time trip over each other in
/// the bus. A signal only asks for the stop.
/// </summary>
internal sealed class StopBegun : IHostedLifecycleService
{
    public bool Said { get; private set; }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        Said = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
