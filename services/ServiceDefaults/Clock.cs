using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FiveSocieties.ServiceDefaults;

/// <summary>
/// A clock that runs faster than the machine's, so that a day can be tried in minutes. Timers and measured spans stay the
/// machine's: polls and limits on waiting are about programs, not about people.
/// </summary>
/// <param name="speed">Seconds that pass on the platform for each of the machine's.</param>
/// <param name="since">An instant of the machine's clock …</param>
/// <param name="at">… and the platform's at the same moment: processes that agree on both have one time.</param>
public sealed class TrialClock(double speed, DateTimeOffset since, DateTimeOffset at) : TimeProvider
{
    /// <summary>The header with which each answer of a trial tells the platform's time: <c>{instant}; speed={n}</c>.</summary>
    public const string Header = "Trial-Clock";

    public double Speed => speed;

    public override DateTimeOffset GetUtcNow() => at + ((System.GetUtcNow() - since) * speed);
}

/// <summary>The platform's clock: the machine's, unless section <c>Clock</c> says that it is a trial.</summary>
public static class Clock
{
    private const double Fastest = 3600;

    /// <summary>The platform's time once so much of the machine's has passed: for leases and pauses between tries.</summary>
    public static DateTimeOffset In(this TimeProvider time, TimeSpan machine) =>
        time.GetUtcNow() + (time is TrialClock trial ? machine * trial.Speed : machine);

    /// <summary>Adds the clock unless there is one.</summary>
    /// <exception cref="ServiceStartException">It would run faster where no trial is allowed, or is not whole.</exception>
    internal static void AddClock(this WebApplicationBuilder builder) =>
        builder.Services.TryAddSingleton(Of(builder.Configuration));

    /// <summary>In a trial each answer tells the platform's time.</summary>
    internal static void UseClock(this WebApplication app)
    {
        if (app.Services.GetRequiredService<TimeProvider>() is not TrialClock clock)
            return;
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers[TrialClock.Header] =
                    string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():O}; speed={clock.Speed}");
                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    private static TimeProvider Of(IConfiguration configuration)
    {
        var speed = configuration.GetValue("Clock:Speed", 1.0);
        if (speed == 1)
            return TimeProvider.System;
        if (!configuration.GetValue("Identity:AllowDemo", false))
            throw new ServiceStartException(
                "Clock:Speed is for trying alone: it is refused where Identity:AllowDemo is not said.");
        return speed is > 1 and <= Fastest && configuration.GetValue<DateTimeOffset?>("Clock:Since") is { } since
            ? new TrialClock(speed, since, configuration.GetValue("Clock:At", since))
            : throw new ServiceStartException(
                $"Clock:Speed must be 1 to {Fastest}, and with Clock:Since, an instant of the machine's clock.");
    }
}
